import assert from 'node:assert/strict';
import t from 'tap';
import { organizerId } from '../../core/municipalities/installation.ts';
import { openApi } from '../fixtures/open-api.ts';
import { sellTicket, ticketAt } from './api-desk.ts';
import { grantCoupon } from './cases/tariffs.ts';
import { settingsOf } from './cases/events.ts';

const library = 'lier-library-desk';
const welfare = 'lier-welfare';
const ENTITLED = { status: 'ACTIVE', endDate: null } as const;

const api = await openApi(t);

interface Tariff {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly type: string;
  readonly remaining: number;
}

interface Asked {
  readonly number: string;
  readonly eventId: string;
  readonly regularPrice?: number;
  readonly type?: string;
}

async function ask(client: string, { number, eventId, regularPrice = 10, type }: Asked) {
  const filter = type === undefined ? '' : `&type=${type}`;
  const query = `regularPrice=${regularPrice}&eventId=${eventId}&uitpasNumber=${number}${filter}`;
  return api.as(client).get(`/tariffs?${query}`);
}

async function available(client: string, asked: Asked): Promise<Tariff[]> {
  const answer = await ask(client, asked);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<{ available: Tariff[] }>().available;
}

const order = ({ number, eventId, regularPrice = 10 }: Asked, { id }: Tariff) => ({
  uitpasNumber: number,
  eventId,
  regularPrice,
  tariff: { id },
});

t.test('everybody has one tariff, of one name and length, whatever made it', async (t) => {
  const eventId = await api.addEvent('library');
  const [plain, poor] = [await api.addHolder(), await api.addHolder({ social: ENTITLED })];
  const [[full], [reduced]] = [
    await available(library, { ...plain, eventId }),
    await available(library, { ...poor, eventId }),
  ];
  assert(full && reduced);

  t.same([full.price, reduced.price], [10, 2]);
  t.equal(full.id.length, reduced.id.length);
  t.same({ ...full, id: '', price: 0 }, { ...reduced, id: '', price: 0 });
  t.match(reduced, { type: 'COUPON', remaining: 100 });
  t.same(await available(library, { ...poor, eventId, type: 'SOCIALTARIFF' }), []);
  t.equal((await available(library, { ...poor, eventId, type: 'COUPON' })).length, 1);
});

t.test('a ticket is sold at the tariff that was given, to nobody else', async (t) => {
  const [holder, other] = [await api.addHolder({ social: ENTITLED }), await api.addHolder()];
  const asked = { ...holder, eventId: await api.addEvent('library'), regularPrice: 10.03 };
  const [tariff] = await available(library, asked);
  assert(tariff);

  const sold = await api.as(library).post('/ticket-sales', [order(asked, tariff)]);
  t.match(sold.json(), [{ regularPrice: 10.03, tariff: { price: 2, id: tariff.id } }]);
  for (const wrong of [
    order({ ...asked, number: other.number }, tariff),
    order({ ...asked, regularPrice: 10 }, tariff),
  ]) {
    const refused = await api.as(library).post('/ticket-sales', [wrong]);
    t.match(refused.json(), { status: 400, type: /tariff-invalid$/ });
  }
});

t.test(
  'who may know the status is told the social tariff, one of them, and is noted',
  async (t) => {
    const eventId = await api.addEvent('welfare');
    const [plain, poor] = [await api.addHolder(), await api.addHolder({ social: ENTITLED })];
    const looks = async (id: string) =>
      (await api.core.asOwner('select 1 from core.look where passholder_id = $1', [id])).length;

    const told = await available(welfare, { ...poor, eventId });
    t.match(told, [{ type: 'SOCIALTARIFF', name: 'Kansentarief', price: 2 }]);
    t.equal(told.length, 1);
    t.same(await available(welfare, { ...plain, eventId }), [], 'nothing is lowered');
    t.same([await looks(poor.passholderId), await looks(plain.passholderId)], [1, 1]);

    const ended = { status: 'ACTIVE', endDate: '2026-01-31' } as const;
    const paused = { status: 'SUSPENDED', endDate: null } as const;
    for (const [social, type] of [
      [ended, /social-tariff-expired$/],
      [paused, /social-tariff-suspended$/],
    ] as const) {
      const asked = { ...(await api.addHolder({ social })), eventId };
      const refused = await ask(welfare, { ...asked, type: 'SOCIALTARIFF' });
      t.match(refused.json(), { status: 400, type });
      t.same(await available(welfare, asked), []);
      const libraryAsked = { ...asked, eventId: await api.addEvent('library') };
      const neutral = await ask(library, { ...libraryAsked, type: 'SOCIALTARIFF' });
      t.match(neutral.json(), { available: [] }, 'a desk hears nothing of it');
    }
  },
);

t.test('the social tariff is bound to the region, but for who is paid for', async (t) => {
  const eventId = await api.addEvent('library');
  const elsewhere = await api.addHolder({ social: ENTITLED, residence: null });
  t.match(await available(library, { ...elsewhere, eventId }), [{ price: 2 }], 'Lier stands in');
  const mechelen = await api.addHolder({
    social: ENTITLED,
    cardSystemId: 2,
    municipality: 'mechelen',
  });
  const refused = await ask(library, { ...mechelen, eventId });
  t.match(refused.json(), { status: 400, type: /passholder-no-active-cardsystems$/ });
});

t.test('prices are told to who may sell the event, of cards that are in use', async (t) => {
  const holder = await api.addHolder();
  const film = await api.addEvent('cinema');
  t.equal((await ask(library, { ...holder, eventId: film })).statusCode, 403);
  const eventId = await api.addEvent('library');
  const blocked = await api.addHolder({ cardStatus: 'BLOCKED' });
  const refusals = [
    [{ ...blocked, eventId }, /invalid-card-status$/],
    [{ number: '0999999999999', eventId }, /invalid-uitpasnumber$/],
    [{ ...holder, eventId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' }, /event-not-found$/],
    [{ ...holder, eventId, regularPrice: 1.005 }, /invalid-data$/],
  ] as const;
  for (const [asked, type] of refusals) {
    t.match((await ask(library, asked)).json(), { status: 400, type });
  }
});

t.test('the static tariff is that of the event, and sells no ticket', async (t) => {
  const [{ number }, eventId] = [await api.addHolder(), await api.addEvent('library')];
  await api.as(library).put(`/events/${eventId}/settings`, settingsOf(eventId));
  const answer = await api.as(library).get(`/tariffs/static?regularPrice=10.03&eventId=${eventId}`);
  const [tariff] = answer.json<{ available: Tariff[] }>().available;
  assert(tariff);
  t.match(tariff, { price: 2, type: 'SOCIALTARIFF', remaining: 2 });

  const asked = { number, eventId, regularPrice: 10.03 };
  t.equal(tariff.id.length, (await available(library, asked))[0]?.id.length);
  const refused = await api.as(library).post('/ticket-sales', [order(asked, tariff)]);
  t.match(refused.json(), { status: 400, type: /tariff-invalid$/ });
  const film = await api.addEvent('cinema');
  const other = await api.as(library).get(`/tariffs/static?regularPrice=10&eventId=${film}`);
  t.equal(other.statusCode, 403);
});

t.test('a coupon is a tariff of its own, so often as it gives', async (t) => {
  const [holder, eventId] = [await api.addHolder(), await api.addEvent('library')];
  const number = await grantCoupon(api, holder.passholderId);
  const asked = { ...holder, eventId };
  const [best, coupon] = await available(library, asked);
  assert(best && coupon);
  t.match(best, { price: 10, name: 'Tarief met pas' });
  t.match(coupon, { price: 2, name: 'Leesbon', type: 'COUPON', remaining: 2 });
  t.equal(coupon.id.length, best.id.length);

  const sell = () => api.as(library).post('/ticket-sales', [order(asked, coupon)]);
  const answers = await Promise.all(Array.from({ length: 64 }, sell));
  const sold = answers.filter(({ statusCode }) => statusCode === 200);
  t.equal(sold.length, 2, 'of 64 at once as many as the coupon gives');
  const refused = answers.find(({ statusCode }) => statusCode !== 200);
  t.match(refused?.json(), { status: 400, type: /maximum-reached$/, jsonPointer: '/0' });
  t.same(await shares(sold[0]?.json<{ id: string }[]>()[0]?.id ?? ''), [
    'holder 200',
    'library 800',
  ]);
  t.equal((await available(library, asked)).length, 1, 'a coupon that is used up is no tariff');

  const sale = sold[1]?.json<{ id: string }[]>()[0]?.id;
  await api.as(library).delete(`/ticket-sales/${sale}`);
  t.match((await available(library, asked))[1], { remaining: 1 }, 'a cancelled ticket counts not');
  const listed = await api.as(library).get(`/passholders/${holder.passholderId}/coupons`);
  t.match(listed.json(), [
    {
      id: number,
      coupon: { id: 'reader' },
      status: 'ACTIVE',
      remaining: { volume: 1, period: 'YEAR' },
    },
  ]);

  t.teardown(() => api.core.setNow('2026-11-20T10:00:00+01:00'));
  api.core.setNow('2027-01-01T00:00:00+01:00');
  t.match((await available(library, asked))[1], { remaining: 2 }, 'it begins anew each year');
});

async function shares(fact: string): Promise<string[]> {
  const rows = await api.core.asOwner<{ line: string }>(
    `select coalesce(p.key, 'holder') || ' ' || s.cents as line
       from core.share s left join core.party p on p.id = s.party_id
      where s.money_fact_id = $1 and s.cents <> 0 order by 1`,
    [fact],
  );
  return rows.map(({ line }) => line);
}

t.test('a coupon is never added to the social tariff', async (t) => {
  const holder = await api.addHolder({ social: ENTITLED });
  await grantCoupon(api, holder.passholderId);
  const asked = { ...holder, eventId: await api.addEvent('library'), regularPrice: 50 };
  t.match(await available(library, asked), [{ price: 10 }, { price: 2 }]);
  const cheap = { ...asked, regularPrice: 2 };
  t.match(await available(library, cheap), [{ price: 0.4 }]);
  t.equal((await available(library, cheap)).length, 1, 'what lowers nothing is no tariff');
});

t.test('a coupon is seen by who gives it or sells for it, of the own town', async (t) => {
  const { passholderId } = await api.addHolder();
  await grantCoupon(api, passholderId);
  const path = `/passholders/${passholderId}/coupons`;
  t.equal((await api.as(library).get(path)).json<unknown[]>().length, 1);
  t.same((await api.as(library).get(`${path}?status=EXPIRED`)).json(), []);
  t.equal((await api.as('lier-kiosk').get(path)).statusCode, 403);
  const nobody = await api.addHolder({ municipality: 'mechelen', cardSystemId: 2 });
  const foreign = `/passholders/${nobody.passholderId}/coupons`;
  t.equal((await api.as(library).get(foreign)).statusCode, 404);
  const body = { coupon: 'reader' };
  t.equal((await api.as(library).post(foreign, body)).statusCode, 404);
  const unknown = await api.as(library).post(path, { coupon: 'film' });
  t.match(unknown.json(), { status: 404, type: /coupon-unknown$/ });
});

t.test('a desk lists what was sold for its own events today', async (t) => {
  const [holder, eventId] = [await api.addHolder(), await api.addEvent('library')];
  const { number, passholderId } = holder;
  const own = organizerId('lier', 'library');
  const asked = { number, eventId };
  t.teardown(() => api.core.setNow('2026-11-20T10:00:00+01:00'));
  api.core.setNow('2026-11-19T10:00:00+01:00');
  await sellTicket(api, library, asked);
  api.core.setNow('2026-11-20T10:00:00+01:00');
  const cancelled = await sellTicket(api, library, asked);
  await api.as(library).delete(`/ticket-sales/${cancelled.id}`);
  const mine = await sellTicket(api, library, asked);
  api.core.setNow('2026-11-20T10:00:01+01:00');
  const theirs = await sellTicket(api, 'lier-sports-desk', asked);

  const list = async (client: string, query: string) =>
    (await api.as(client).get(`/ticket-sales?${query}`)).json<{
      totalItems: number;
      member: { id: string; tariff: object; passholder?: object }[];
    }>();
  const { totalItems, member } = await list(library, `eventId=${eventId}`);
  t.equal(totalItems, 2);
  t.same(
    member.map(({ id }) => id),
    [theirs.id, mine.id],
  );
  t.same(member[0]?.tariff, { id: theirs.id }, 'what another desk sold was told to that desk');
  t.match(member[1]?.tariff, { id: mine.id, price: 10, type: 'COUPON' });
  t.notOk(member[1]?.passholder);
  t.equal((await list('lier-sports-desk', `eventId=${eventId}`)).totalItems, 0);
  const byHolder = `passholderId=${passholderId}&organizerId=${own}`;
  t.equal((await list(library, `${byHolder}&limit=1`)).member.length, 1);
  t.equal((await list(library, `${byHolder}&eventTitle=zwem`)).totalItems, 0);
  for (const query of ['', `passholderId=${passholderId}`]) {
    t.equal((await api.as(library).get(`/ticket-sales?${query}`)).statusCode, 400);
  }
  t.equal((await api.as('lier-sports-desk').get(`/ticket-sales?${byHolder}`)).statusCode, 403);
  const resold = ticketAt({ regularPriceCents: 1000, priceCents: 0, tariffId: mine.id }, asked);
  t.equal((await api.as(library).post('/ticket-sales', [resold])).statusCode, 400);
});
