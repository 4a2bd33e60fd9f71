import assert from 'node:assert/strict';
import t from 'tap';
import { type ApiHolder, openApi } from '../fixtures/open-api.ts';
import { askPrice, sellTicket, ticketAt } from './api-desk.ts';
import { settingsOf } from './cases/events.ts';

const library = 'lier-library-desk';
const sports = 'lier-sports-desk';

const api = await openApi(t);

interface Shown {
  readonly id: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly manualDistributionKeys: { id: number; name: string; enabled: boolean }[];
}

const put = (path: string, body: unknown) => api.as(library).put(path, body);

async function cardSystemOf(eventId: string): Promise<Shown> {
  const answer = await api.as(library).get(`/events/${eventId}/card-systems`);
  assert.equal(answer.statusCode, 200, answer.body);
  const [own, other] = answer.json<Shown[]>();
  assert(own && other === undefined);
  return own;
}

async function tap({ number }: ApiHolder, eventId: string) {
  return api.as(library).post('/checkins', { eventId, uitpasNumber: number });
}

t.test('what is set for an event decides what a check-in earns, and how often', async (t) => {
  const [holder, id] = [await api.addHolder(), await api.addEvent('library')];
  // The event is remembered by this process before it changes.
  t.equal((await tap(await api.addHolder(), id)).json<{ points: number }>().points, 1);

  t.equal((await put(`/events/${id}/settings`, settingsOf(id))).statusCode, 204);
  const read = await api.as(library).get(`/events/${id}/settings`);
  t.same(read.json(), settingsOf(id));
  t.equal((await tap(holder, id)).json<{ points: number }>().points, 2);
  const again = await tap(holder, id);
  t.match(again.json(), { type: /checkin-not-allowed$/, endUserMessage: { nl: /hoogste aantal/ } });

  const plain = { id, checkinPoints: 3 };
  t.equal((await put(`/events/${id}/settings`, plain)).statusCode, 204);
  t.same((await api.as(library).get(`/events/${id}/settings`)).json(), plain, 'no limit is left');
  t.equal((await tap(holder, id)).json<{ points: number }>().points, 3);
});

t.test('settings are those of the own events, and of the event that is named', async (t) => {
  const [own, other] = [await api.addEvent('library'), await api.addEvent('sport')];
  t.equal((await api.as(library).get(`/events/${other}/settings`)).statusCode, 403);
  t.equal((await put(`/events/${other}/settings`, settingsOf(other))).statusCode, 403);
  t.equal((await put(`/events/${other}/card-systems`, [])).statusCode, 403);
  t.equal((await api.as(sports).get(`/events/${own}/settings`)).statusCode, 403);
  t.match((await put(`/events/${own}/settings`, settingsOf(other))).json(), { jsonPointer: '/id' });
  const foreign = await api.as('mechelen-library-desk').get(`/events/${own}/card-systems`);
  t.match(foreign.json(), { status: 404, type: /event-not-found$/ });
});

t.test('an event that is no leisure earns no points, whatever is asked', async (t) => {
  const id = await api.addEvent('library', { earnsPoints: false });
  const refused = await put(`/events/${id}/settings`, settingsOf(id));
  t.match(refused.json(), { type: /invalid-data$/, jsonPointer: '/checkinPoints' });
  const none = settingsOf(id, { checkinPoints: 0 });
  t.equal((await put(`/events/${id}/settings`, none)).statusCode, 204);
  t.same((await api.as(library).get(`/events/${id}/settings`)).json(), none);
});

t.test('check-ins are taken from a margin before the opening until one after', async (t) => {
  const calendar = {
    type: 'DATES',
    dates: [{ day: '2026-11-20', opens: '14:00', closes: '16:00' }],
  } as const;
  const id = await api.addEvent('library', { calendar, marginMinutes: 30, limit: null });
  t.teardown(() => api.core.setNow('2026-11-20T10:00:00+01:00'));
  for (const [time, status] of [
    ['13:29:59', 400],
    ['13:30:00', 201],
    ['15:00:00', 201],
    ['16:29:59', 201],
    ['16:30:00', 400],
  ] as const) {
    api.core.setNow(`2026-11-20T${time}+01:00`);
    t.equal((await tap(await api.addHolder(), id)).statusCode, status, time);
  }
});

t.test('no holder buys more tickets than the event lets one have', async (t) => {
  const id = await api.addEvent('library');
  await put(`/events/${id}/settings`, settingsOf(id));
  const social = { status: 'ACTIVE', endDate: null } as const;
  for (const holder of [await api.addHolder(), await api.addHolder({ social })]) {
    const asked = { number: holder.number, eventId: id };
    const ticket = ticketAt(await askPrice(api, library, asked), asked);
    const sell = (count: number) =>
      api.as(library).post(
        '/ticket-sales',
        Array.from({ length: count }, () => ticket),
      );
    const tooMany = await sell(3);
    t.match(tooMany.json(), { status: 400, type: /maximum-reached$/, jsonPointer: '/2' });

    const answers = await Promise.all(Array.from({ length: 64 }, () => sell(1)));
    const sold = answers.filter(({ statusCode }) => statusCode === 200);
    t.equal(sold.length, 2, 'of 64 at once as many as there may be');
    const tariffs = await api
      .as(library)
      .get(`/tariffs?regularPrice=10&eventId=${id}&uitpasNumber=${holder.number}`);
    t.match(tariffs.json(), {
      available: [],
      endUserMessage: { nl: /maximaal 2 tickets per maand/ },
    });

    const [sale] = sold[0]?.json<{ id: string }[]>() ?? [];
    await api.as(library).delete(`/ticket-sales/${sale?.id}`);
    t.equal((await sell(1)).statusCode, 200, 'a cancelled ticket is given back');
    t.equal((await sell(1)).statusCode, 400);
  }
});

t.test('a key that is chosen by hand decides about the social tariff', async (t) => {
  const id = await api.addEvent('library');
  const own = await cardSystemOf(id);
  t.match(own, { id: 1, name: 'Lier', enabled: true });
  const [key] = own.manualDistributionKeys;
  t.match(key, { name: '1,5 euro per halve dag', enabled: false });
  const social = { status: 'ACTIVE', endDate: null } as const;
  const asked = { number: (await api.addHolder({ social })).number, eventId: id };
  t.equal((await askPrice(api, library, asked)).priceCents, 200);

  const chosen = { id: 1, enabled: true, manualDistributionKeys: [{ id: key?.id, enabled: true }] };
  t.equal((await put(`/events/${id}/card-systems`, [chosen])).statusCode, 204);
  t.equal((await cardSystemOf(id)).manualDistributionKeys[0]?.enabled, true);
  t.equal((await askPrice(api, library, asked)).priceCents, 150);
  t.equal((await sellTicket(api, library, asked)).paidEuro, 1.5);

  const late = await put(`/events/${id}/card-systems`, [{ id: 1, enabled: true }]);
  t.match(late.json(), { status: 400, type: /event-already-has-ticketsales$/ });
  const same = await put(`/events/${id}/card-systems`, [chosen]);
  t.equal(same.statusCode, 204, 'what changes nothing is no change');
});

t.test('of an event that takes no part, cards give nothing', async (t) => {
  const [holder, id] = [await api.addHolder(), await api.addEvent('library')];
  const asked = { number: holder.number, eventId: id };
  const price = await askPrice(api, library, asked);
  t.equal((await put(`/events/${id}/card-systems`, [])).statusCode, 204);
  t.equal((await cardSystemOf(id)).enabled, false);

  const sold = await api.as(library).post('/ticket-sales', [ticketAt(price, asked)]);
  t.match(sold.json(), {
    status: 400,
    type: /passholder-no-active-cardsystems$/,
    jsonPointer: '/0',
  });
  const query = `regularPrice=10&eventId=${id}`;
  const tariffs = await api.as(library).get(`/tariffs?${query}&uitpasNumber=${holder.number}`);
  t.match(tariffs.json(), { status: 400, type: /passholder-no-active-cardsystems$/ });
  const anyone = await api.as(library).get(`/tariffs/static?${query}`);
  t.match(anyone.json(), { status: 400, type: /social-tariff-not-available$/ });
  t.match((await tap(holder, id)).json(), { type: /checkin-not-allowed$/ });
  const rights = await api.as(library).get(`/passes/${holder.number}/rights?eventId=${id}`);
  t.notOk(rights.json<{ price?: object }>().price);

  await put(`/events/${id}/card-systems`, [{ id: 1, enabled: true }]);
  t.equal((await tap(holder, id)).statusCode, 201);
});

t.test('an event takes part in no card system but its own', async (t) => {
  const id = await api.addEvent('library');
  for (const [body, type] of [
    [[{ id: 2, enabled: true }], /invalid-card-system$/],
    [[{ id: 99, enabled: false }], /cardsystem-not-found$/],
    [
      [{ id: 1, enabled: true, manualDistributionKeys: [{ id: 7, enabled: true }] }],
      /distributionkey-not-found$/,
    ],
  ] as const) {
    t.match((await put(`/events/${id}/card-systems`, body)).json(), { status: 400, type });
  }
});

t.test('a card of another region is refused, by the name of its region', async (t) => {
  const foreign = await api.addHolder({ municipality: 'mechelen', cardSystemId: 2 });
  const [holder, id] = [await api.addHolder(), await api.addEvent('library')];
  const asked = { number: holder.number, eventId: id };
  const ticket = ticketAt(await askPrice(api, library, asked), asked);
  const refused = { type: /passholder-no-active-cardsystems$/, endUserMessage: { nl: /Mechelen/ } };

  const sold = await api
    .as(library)
    .post('/ticket-sales', [{ ...ticket, uitpasNumber: foreign.number }]);
  t.match(sold.json(), { ...refused, status: 400, jsonPointer: '/0' });
  t.match((await tap(foreign, id)).json(), { ...refused, status: 400 });
  const query = `regularPrice=10&eventId=${id}&uitpasNumber=${foreign.number}`;
  t.match((await api.as(library).get(`/tariffs?${query}`)).json(), { ...refused, status: 400 });
});
