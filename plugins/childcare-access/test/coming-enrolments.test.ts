import t from 'tap';
import type { ApiHolder } from '../../../test/fixtures/open-api.ts';
import { openChildcare } from './open-childcare.ts';

/*
 * A child can be enrolled for a later day. Until then it is not expected, and nothing is owed.
 */

const WEEK = { days: [1, 2, 3, 4, 5], onFreeDays: false, mayLeaveAlone: true };
const TODAY = '2026-11-19';
const LATER = '2026-12-01';

type Care = Awaited<ReturnType<typeof openChildcare>>;
const ask = (care: Care, child: ApiHolder, more: object) => {
  const body = { card: child.number, location: 'nest', ...WEEK, ...more };
  return care.desk.post('/childcare-access/enrolments', body);
};
const end = (care: Care, id: string, body: object) =>
  care.desk.post(`/childcare-access/enrolments/${id}/end`, body);
const found = async (care: Care, child: ApiHolder) =>
  (await care.find(child.number)) as unknown as { id: string; from: string; payers: object[] }[];

t.test('an enrolment begins on the day that is asked, never on one that is over', async (t) => {
  const care = await openChildcare(t);
  const [child, other] = [await care.addChild(), await care.addChild()];

  t.match((await ask(care, other, { from: '2026-11-18' })).json(), {
    type: '/problems/childcare-access-from-the-past',
    detail: '/from is 2026-11-18; it must be 2026-11-19 or later',
    jsonPointer: '/from',
  });
  t.equal((await ask(care, other, { from: TODAY })).statusCode, 200);
  t.equal((await ask(care, child, { from: LATER })).statusCode, 200);

  t.match(await found(care, other), [{ from: TODAY }]);
  t.match(await found(care, child), [{ from: LATER, until: null, payers: [{ from: LATER }] }]);
  const list = await care.desk.get('/childcare-access/exports/children');
  t.match(list.body, /Het Nest;[^\r]*;2026-12-01;/);
});

t.test('until then a child cannot come in, and is neither missed nor charged', async (t) => {
  const care = await openChildcare(t);
  const child = await care.addChild();
  await ask(care, child, { from: LATER });
  const because = 'De ouders belden.';

  t.match((await care.arrive(child.number, { because })).json(), {
    type: '/problems/childcare-access-not-enrolled',
    enrolledFrom: LATER,
    endUserMessage: { nl: 'Dit kind is hier pas ingeschreven vanaf 01/12/2026.' },
  });
  for (const day of ['2026-11-20', LATER, '2026-12-02']) {
    await care.work('close-forgotten');
    care.at('01:00', day);
    await care.work('settle-days');
    t.equal((await care.facts('no-show')).length, day > LATER ? 1 : 0, day);
  }
  care.at('15:30', '2026-12-02');
  t.equal((await care.arrive(child.number)).statusCode, 200);
});

t.test('one enrolment may follow another at a location, and not meet it', async (t) => {
  const care = await openChildcare(t);
  const child = await care.addChild();
  const first = await care.enrol(child, { group: 'bees' });
  const refused = { type: '/problems/role-already-held' };
  t.match((await ask(care, child, { from: LATER })).json(), refused);
  await end(care, first, { lastDay: LATER });
  t.match((await ask(care, child, { from: LATER })).json(), refused);

  const next = await ask(care, child, { from: '2026-12-02', days: [3] });

  t.equal(next.statusCode, 200, next.body);
  t.match(await found(care, child), [{ id: first }, { from: '2026-12-02', days: [3] }]);
  await care.arrive(child.number);
  t.match((await care.inside()).children, [{ group: 'Bijtjes' }], 'of the one that holds today');
});

t.test('an enrolment that did not begin can be changed', async (t) => {
  const care = await openChildcare(t);
  const child = await care.addChild();
  const { id } = (await ask(care, child, { from: LATER })).json<{ id: string }>();
  const payers = [{ share: 2, name: 'Het gezin' }];
  const path = `/childcare-access/enrolments/${id}`;

  t.equal((await care.desk.put(`${path}/payers`, { payers })).statusCode, 204);
  t.equal((await care.desk.put(`${path}/days`, { ...WEEK, days: [2] })).statusCode, 204);

  t.match(await found(care, child), [{ days: [2], payers: [{ from: LATER, share: 2 }] }]);
  t.equal((await found(care, child))[0]?.payers.length, 1, 'its first payers never paid');
});

t.test('an enrolment that ends before it began never was', async (t) => {
  for (const lastDay of [undefined, '2026-11-24', '2026-11-30']) {
    const care = await openChildcare(t);
    const child = await care.addChild();
    await end(care, await care.enrol(child), { lastDay: '2026-11-20' });
    const { id } = (await ask(care, child, { from: LATER })).json<{ id: string }>();

    t.equal((await end(care, id, lastDay === undefined ? {} : { lastDay })).statusCode, 204);

    t.equal((await found(care, child)).length, 1, 'the other stands');
    care.at('15:30', '2026-11-24');
    const refused = (await care.arrive(child.number)).json();
    t.match(refused, { type: '/problems/childcare-access-not-enrolled', enrolledFrom: undefined });
    const because = 'Niemand tikte.';
    for (const [day, status] of [
      ['2026-11-18', 409],
      ['2026-11-19', 200],
      ['2026-11-24', 409],
    ] as const) {
      const times = { arrivedAt: `${day}T15:00:00+01:00`, departedAt: `${day}T15:20:00+01:00` };
      const stay = { card: child.number, placeId: care.nest, ...times, because };
      const added = await care.desk.post('/childcare-access/attendances', stay);
      t.equal(added.statusCode, status, day);
    }
    t.equal((await ask(care, child, {})).statusCode, 200, 'and it can be enrolled again');
  }
});

t.test('an enrolment that did not begin ends on a later day when that is asked', async (t) => {
  const care = await openChildcare(t);
  const child = await care.addChild();
  const { id } = (await ask(care, child, { from: LATER })).json<{ id: string }>();

  t.equal((await end(care, id, { lastDay: LATER })).statusCode, 204);

  t.match(await found(care, child), [{ from: LATER, until: LATER }]);
});
