import { randomUUID } from 'node:crypto';
import t from 'tap';
import { openApi } from '../fixtures/open-api.ts';
import { askPrice, ticketAt } from './api-desk.ts';
import { operationCases, sendAs } from './operations.ts';

const api = await openApi(t);
const takesKey = new Set(
  Object.values(api.description.paths)
    .flatMap((path) => Object.values(path) as { operationId: string; parameters?: object[] }[])
    .filter(({ parameters }) => JSON.stringify(parameters ?? []).includes('"Idempotency-Key"'))
    .map(({ operationId }) => operationId),
);
const commands = operationCases.filter(({ operation }) => takesKey.has(operation));
const REUSED = '/problems/idempotency-key-reused';

t.test('every operation that changes something takes a key', async (t) => {
  const changing = operationCases
    .map(({ operation }) => operation)
    .filter((operation) => /^(post|put|delete)-/.test(operation));

  t.same(
    changing.filter((operation) => !takesKey.has(operation)),
    [
      'post-sportpas-enrolments-find',
      'post-passholders-search',
      'post-staff-card-doors-placeId-open',
      'post-childcare-access-enrolments-find',
      'post-grabbelpas-activities-find',
      'post-grabbelpas-enrolments-find',
      'post-social-tariff-validation-token',
    ],
  );
});

for (const one of commands) {
  t.test(`${one.operation}: the same key acts once and answers the same`, async (t) => {
    const request = await one.prepare(api);
    const other = await one.prepare(api);
    const key = randomUUID();

    const first = await sendAs(api, one.client, { ...request, key });
    t.equal(first.statusCode, one.status);
    const after = await api.countRows();
    const again = await sendAs(api, one.client, { ...request, key: key.toUpperCase() });
    t.equal(again.statusCode, one.status);
    t.equal(again.body, first.body);

    const changed =
      request.path === other.path && JSON.stringify(request.body) === JSON.stringify(other.body)
        ? { ...other, body: { ...(other.body as object), title: 'Iets anders' } }
        : other;
    const reused = await sendAs(api, one.client, { ...changed, key });
    t.equal(reused.statusCode, 422);
    t.match(reused.json(), { type: REUSED });
    t.same(await api.countRows(), after, 'the second and third time nothing was written');
  });
}

t.test('a key is of one client and one operation', async (t) => {
  const { number } = await api.addHolder();
  const eventId = await api.addEvent('library');
  const key = randomUUID();
  const body = { eventId, uitpasNumber: number };
  t.equal((await api.as('lier-kiosk').post('/checkins', body, { key })).statusCode, 201);
  const before = await api.countRows();

  const byAnother = await api.as('lier-library-desk').post('/checkins', body, { key });
  const elsewhere = await api
    .as('lier-library-desk')
    .post(`/cards/${number}/block`, undefined, { key });

  t.match([byAnother.json(), elsewhere.json()], [{ type: REUSED }, { type: REUSED }]);
  t.same(await api.countRows(), before, 'nothing was written');
});

t.test('keys of two card systems do not meet', async (t) => {
  const key = randomUUID();
  const event = { title: 'Lezing', regularPriceCents: 0, calendar: { type: 'PERMANENT' } };

  const lier = await api.as('lier-library-desk').post('/events', event, { key });
  const mechelen = await api.as('mechelen-library-desk').post('/events', event, { key });

  t.same([lier.statusCode, mechelen.statusCode], [201, 201]);
  t.not(lier.json<{ id: string }>().id, mechelen.json<{ id: string }>().id);
});

t.test('a refusal is not remembered: the same key may still be carried out', async (t) => {
  const { passholderId } = await api.addHolder();
  const order = { plugin: 'membership-cc-friends', role: 'friend' };
  const roles = `/passholders/${passholderId}/roles`;
  const desk = api.as('lier-library-desk');
  const first = await desk.post(roles, order);
  const key = randomUUID();

  t.equal((await desk.post(roles, order, { key })).statusCode, 409, 'held already');
  const end = { reason: 'vergissing' };
  await desk.post(`/roles/${first.json<{ id: string }>().id}/end`, end);

  t.equal((await desk.post(roles, order, { key })).statusCode, 201);
});

t.test('what was carried out answers the same when it would be refused now', async (t) => {
  const { number, passholderId } = await api.addHolder();
  const eventId = await api.addEvent('library', {
    calendar: { type: 'DATES', dates: [{ day: '2026-11-20', opens: '09:00', closes: '12:00' }] },
  });
  const desk = api.as('lier-library-desk');
  const [checkKey, saleKey, roleKey] = [randomUUID(), randomUUID(), randomUUID()];
  const asked = { number, eventId };
  const checkIn = { eventId, uitpasNumber: number };
  const tickets = [ticketAt(await askPrice(api, 'lier-library-desk', asked), asked)];
  const friend = { plugin: 'membership-cc-friends', role: 'friend' };
  const sendAll = async () => [
    await desk.post('/checkins', checkIn, { key: checkKey }),
    await desk.post('/ticket-sales', tickets, { key: saleKey }),
    await desk.post(`/passholders/${passholderId}/roles`, friend, { key: roleKey }),
  ];
  const first = await sendAll();
  t.same(
    first.map(({ statusCode }) => statusCode),
    [201, 200, 201],
  );

  // The event is over, the tariff has expired, the role is held and the pass is blocked.
  api.core.setNow('2026-12-20T10:00:00+01:00');
  await desk.post(`/cards/${number}/block`);
  const again = await sendAll();

  t.same(
    again.map(({ statusCode, body }) => ({ statusCode, body })),
    first.map(({ statusCode, body }) => ({ statusCode, body })),
  );
  api.core.setNow('2026-11-20T10:00:00+01:00');
});
