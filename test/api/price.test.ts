import { randomUUID } from 'node:crypto';
import t from 'tap';
import { openApi } from '../fixtures/open-api.ts';
import { askPrice, type PromisedPrice, ticketAt } from './api-desk.ts';

const api = await openApi(t);
const desk = 'lier-library-desk';
const eventId = await api.addEvent('cultural-centre', { regularPriceCents: 1000 });
const poor = await api.addHolder({ social: { status: 'ACTIVE', endDate: null } });
const other = await api.addHolder();

const sell = (ticket: object) => api.as(desk).post('/ticket-sales', [ticket]);
const priceOf = ({ number }: { number: string }) => askPrice(api, desk, { number, eventId });

async function refusalOf(ticket: object): Promise<string | undefined> {
  const before = await api.countRows();
  const answer = await sell(ticket);
  t.equal(answer.statusCode, 400, answer.body);
  t.same(await api.countRows(), before, 'nothing was written');
  return answer.json<{ type: string }>().type.split('/').at(-1);
}

t.test('everybody gets a price, and never a reason; its tariff is of one length', async (t) => {
  const friend = await api.addHolder();
  const order = { plugin: 'membership-cc-friends', role: 'friend' };
  await api.as(desk).post(`/passholders/${friend.passholderId}/roles`, order);
  const prices: PromisedPrice[] = [];
  for (const holder of [poor, other, friend]) prices.push(await priceOf(holder));

  t.same(
    prices.map(({ priceCents }) => priceCents),
    [200, 1000, 900],
  );
  for (const price of prices) {
    t.same(Object.keys(price), ['regularPriceCents', 'priceCents', 'tariffId']);
    t.equal(price.regularPriceCents, 1000);
    t.match(price.tariffId, /^[\w-]{260}$/);
  }
  t.not((await priceOf(poor)).tariffId, prices[0]?.tariffId, 'and never the same twice');
});

t.test('the sale takes it for 96 hours, by the price of then', async (t) => {
  const price = await priceOf(poor);
  const ticket = ticketAt(price, { number: poor.number, eventId });
  await api.as('lier-welfare').put(`/passholders/${poor.passholderId}/social-tariff`, {
    status: 'SUSPENDED',
  });
  t.equal((await priceOf(poor)).priceCents, 1000, 'a price that is asked now is another one');

  api.core.setNow('2026-11-24T10:00:00+01:00');
  const sold = await sell(ticket);
  t.equal(sold.statusCode, 200);
  t.match(sold.json(), [{ tariff: { price: 2 } }]);
  api.core.setNow('2026-11-24T10:00:01+01:00');
  t.equal(await refusalOf(ticket), 'tariff-expired');
  api.core.setNow('2026-11-20T10:00:00+01:00');
});

t.test('a tariff sells what it was given for, and nothing else', async (t) => {
  const price = await priceOf(other);
  const ticket = ticketAt(price, { number: other.number, eventId });
  const elsewhere = await api.addEvent('cultural-centre', { regularPriceCents: 1000 });

  for (const wrong of [
    { ...ticket, uitpasNumber: poor.number },
    { ...ticket, eventId: elsewhere },
    { ...ticket, regularPrice: 10.01 },
    { ...ticket, tariff: { id: 'free' } },
    { ...ticket, tariff: { id: randomUUID().repeat(7) } },
  ]) {
    t.equal(await refusalOf(wrong), 'tariff-invalid');
  }
  for (const at of [0, 1, 17, 100, 200, 250]) {
    const flipped = price.tariffId[at] === 'A' ? 'B' : 'A';
    const id = `${price.tariffId.slice(0, at)}${flipped}${price.tariffId.slice(at + 1)}`;
    t.equal(await refusalOf({ ...ticket, tariff: { id } }), 'tariff-invalid', `sign ${at}`);
  }
  t.equal((await sell(ticket)).statusCode, 200, 'as it was given it is sold');
});

t.test('a price is one of today, for an event that is there', async (t) => {
  const url = `/passes/${other.number}/rights?eventId=`;
  const hasPriceAt = async (at: string): Promise<boolean> => {
    const answer = await api.as(desk).get(`${url}${eventId}&at=${encodeURIComponent(at)}`);
    t.equal(answer.statusCode, 200);
    return 'price' in answer.json<object>();
  };
  t.ok(await hasPriceAt('2026-11-20T23:59:59+01:00'));
  t.notOk(await hasPriceAt('2026-11-19T23:59:59+01:00'), 'never a past price');
  t.notOk(await hasPriceAt('2026-11-21T00:00:00+01:00'), 'nor one of a day that is still to come');

  const ofMechelen = await api.addEvent('library', { municipality: 'mechelen' });
  for (const unknown of [randomUUID(), ofMechelen]) {
    const answer = await api.as(desk).get(`${url}${unknown}`);
    t.equal(answer.statusCode, 404);
    t.match(answer.json(), { type: 'https://api.publiq.be/probs/uitpas/event-not-found' });
  }
});

t.test('a mixed basket is sold as a whole, or not at all', async (t) => {
  const reading = await api.addEvent('library', { regularPriceCents: 500 });
  const tickets = [
    ticketAt(await priceOf(other), { number: other.number, eventId }),
    ticketAt(await priceOf(poor), { number: poor.number, eventId }),
    ticketAt(await askPrice(api, desk, { number: poor.number, eventId: reading }), {
      number: poor.number,
      eventId: reading,
    }),
  ];

  const spoilt = tickets.with(1, { ...tickets[1], uitpasNumber: '1' } as (typeof tickets)[0]);
  const before = await api.countRows();
  const refused = await api.as(desk).post('/ticket-sales', spoilt);
  t.match(refused.json(), { jsonPointer: '/1' });
  t.same(await api.countRows(), before);

  const sold = await api.as(desk).post('/ticket-sales', tickets);
  t.equal(sold.statusCode, 200);
  t.equal(sold.json<unknown[]>().length, 3);
});

t.test('no other day has a price: nobody finds out so when a status begins or ends', async (t) => {
  const ends = await api.addHolder({ social: { status: 'ACTIVE', endDate: '2026-12-31' } });
  for (const moment of ['2026-11-21T10:00:00+01:00', '2027-06-01T10:00:00+02:00']) {
    const query = `eventId=${eventId}&at=${encodeURIComponent(moment)}`;
    const answer = await api.as(desk).get(`/passes/${ends.number}/rights?${query}`);

    t.equal(answer.statusCode, 200);
    t.notOk('price' in answer.json<object>());
  }
});

t.test('a price is told to who may sell the event, and to nobody else', async (t) => {
  const film = await api.addEvent('cinema', { regularPriceCents: 800 });
  const priceFor = async (client: string, event: string) => {
    const answer = await api.as(client).get(`/passes/${poor.number}/rights?eventId=${event}`);
    t.equal(answer.statusCode, 200, client);
    return answer.json<{ price?: object }>().price;
  };

  t.ok(await priceFor('lier-library-desk', eventId), 'the centre lets everybody sell');
  t.notOk(await priceFor('lier-hr', eventId), 'who sells nothing learns no price');
  t.notOk(await priceFor('lier-library-desk', film), 'the cinema lets nobody sell');
});

t.test('a use where the place decides who is owed is refused without one', async (t) => {
  const holder = await api.addHolder();
  const order = { plugin: 'sportpas', role: 'turn-card' };
  const sold = await api
    .as('lier-sports-desk')
    .post(`/passholders/${holder.passholderId}/roles`, order);
  const { id } = sold.json<{ id: string }>();
  const before = await api.countRows();

  const used = await api.as('lier-swim-desk').post(`/roles/${id}/uses`, { card: holder.number });

  t.notOk(used.statusCode === 201, used.body);
  t.match(used.body, /Kies eerst de plaats/);
  t.same(await api.countRows(), before);
});
