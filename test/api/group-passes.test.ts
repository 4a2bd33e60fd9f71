import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { newPassNumber, openApi } from '../fixtures/open-api.ts';
import { askPrice, ticketAt } from './api-desk.ts';
import { addGroup, groupBody, stockCard } from './cases/grouppasses.ts';
import { addReward } from './cases/rewards.ts';
import { grantCoupon } from './cases/tariffs.ts';

const library = 'lier-library-desk';
const welfare = 'lier-welfare';
const registration = 'lier-registration';

const api = await openApi(t);
const at = (moment: string) => api.core.setNow(moment);
t.afterEach(() => at('2026-11-20T10:00:00+01:00'));

const few = { socialTariff: { totalTicketsPerYear: 5, endDate: '2027-12-31' } };

async function availableOf(id: string): Promise<number | undefined> {
  const answer = await api.as(welfare).get(`/grouppasses/${id}`);
  return answer.json<{ socialTariff?: { availableTickets: number } }>().socialTariff
    ?.availableTickets;
}

t.test('a group buys tickets at the social tariff, as many as its year gives', async (t) => {
  const [{ id, number }, eventId] = [await addGroup(api, few), await api.addEvent('library')];
  const asked = { number, eventId };
  const price = await askPrice(api, library, asked);
  t.equal(price.priceCents, 200);
  const sell = (count = 1) =>
    api.as(library).post(
      '/ticket-sales',
      Array.from({ length: count }, () => ticketAt(price, asked)),
    );
  const whole = await sell(6);
  t.match(whole.json(), { status: 400, type: /maximum-reached$/, jsonPointer: '/5' });

  const answers = await Promise.all(Array.from({ length: 64 }, () => sell()));
  const sold = answers.filter(({ statusCode }) => statusCode === 200);
  t.equal(sold.length, 5, 'of 64 at once never more than the quota');
  t.equal(await availableOf(id), 0);
  t.equal((await askPrice(api, library, asked)).priceCents, 1000, 'then the full price');
  const query = `regularPrice=10&eventId=${eventId}&uitpasNumber=${number}`;
  const tariffs = await api.as(library).get(`/tariffs?${query}`);
  t.match(tariffs.json(), { available: [{ price: 10 }], endUserMessage: { nl: /dit jaar geen/ } });

  const [sale] = sold[0]?.json<{ id: string }[]>() ?? [];
  await api.as(library).delete(`/ticket-sales/${sale?.id}`);
  t.equal(await availableOf(id), 1, 'a cancelled sale gives its quota back');
  t.equal((await askPrice(api, library, asked)).priceCents, 200);
});

t.test('a full price takes nothing off the year of a group', async (t) => {
  const [{ id, number }, eventId] = [await addGroup(api, few), await api.addEvent('library')];
  at('2028-01-01T10:00:00+01:00');
  const asked = { number, eventId };
  const price = await askPrice(api, library, asked);
  t.equal(price.priceCents, 1000, 'its social tariff has ended');
  const sold = await api.as(library).post('/ticket-sales', [ticketAt(price, asked)]);
  t.equal(sold.statusCode, 200);
  const shown = await api.as(welfare).get(`/grouppasses/${id}`);
  t.match(shown.json(), { socialTariff: { status: 'EXPIRED', availableTickets: 5 } });
});

t.test('the tickets of a group begin anew in each calendar year, of Brussels', async (t) => {
  const one = { socialTariff: { totalTicketsPerYear: 1, endDate: '2027-12-31' } };
  const [{ id, number }, eventId] = [await addGroup(api, one), await api.addEvent('library')];
  const asked = { number, eventId };
  const sell = async () => {
    const ticket = ticketAt(await askPrice(api, library, asked), asked);
    const answer = await api.as(library).post('/ticket-sales', [ticket]);
    return answer.json<{ tariff: { price: number } }[]>()[0]?.tariff.price;
  };
  at('2026-12-31T23:59:00+01:00');
  t.same([await sell(), await sell()], [2, 10]);
  at('2027-01-01T00:00:00+01:00');
  t.equal(await availableOf(id), 1);
  t.same([await sell(), await sell()], [2, 10]);
});

t.test('a group saves no points and redeems nothing', async (t) => {
  const [{ id, number }, eventId] = [await addGroup(api), await api.addEvent('library')];
  const message = { nl: /groepspas/ };
  const tap = await api.as(library).post('/checkins', { eventId, uitpasNumber: number });
  t.match(tap.json(), { status: 400, type: /checkin-not-allowed$/, endUserMessage: message });
  const status = `/checkin-status?uitpasNumber=${number}&eventId=${eventId}`;
  const asked = await api.as(library).get(status);
  t.match(asked.json(), { allowed: false, endUserMessage: message });

  const rewardId = await addReward(api, { points: 0 });
  const taken = await api.as(library).post('/rewards/redeemed', { rewardId, uitpasNumber: number });
  t.match(taken.json(), { status: 400, type: /passholder-no-active-cardsystems$/ });
  const redeem = await api
    .as(library)
    .get(`/rewards/${rewardId}/redeem-status?uitpasNumber=${number}`);
  t.match(redeem.json(), { redeemable: false, reason: 'PASSHOLDER_NO_ACTIVE_CARDSYSTEM' });
  const role = { plugin: 'sportpas', role: 'turn-card', payment: { means: 'card' } };
  t.equal(
    (await api.as('lier-sports-desk').post(`/passholders/${id}/roles`, role)).statusCode,
    404,
  );
});

t.test('a group is shown as a group, and never who is in it', async (t) => {
  const { id, number } = await addGroup(api);
  const groupPass = { name: 'De Regenboog vzw', availableTickets: 20 };
  const rights = await api.as(library).get(`/passes/${number}/rights`);
  t.match(rights.json(), { holder: { firstName: null }, groupPass, points: 0, rights: [] });
  const pass = await api.as(library).get(`/passes?identifier=${number}`);
  const neutral = { passType: 'GROUP', firstName: 'De Regenboog vzw', points: 0 };
  t.match(pass.json(), { ...neutral, socialTariff: { status: 'NONE' } });

  const found = await api.as(welfare).get(`/grouppasses?uitpasNumber=${number}`);
  const [member] = found.json<{ member: object[] }>().member;
  const told = ['address', 'cardStatus', 'cardSystem', 'creationDate', 'email', 'id', 'name'];
  const others = ['socialTariff', 'telephone', 'uitpasNumber'];
  t.same(Object.keys(member ?? {}).toSorted(), [...told, ...others]);
  t.match(member, { socialTariff: { status: 'ACTIVE', totalTicketsPerYear: 20 } });
  t.equal((await api.as('lier-registration').get(`/passholders/${id}`)).statusCode, 404);
  const search = await api.as(library).post('/passholders/search', { uitpasNumber: number });
  t.notMatch(search.json(), { member: [{ id }] });

  const { number: person, passholderId } = await api.addHolder();
  const none = await api.as(welfare).get(`/grouppasses?uitpasNumber=${person}`);
  t.same(none.json(), { totalItems: 0, member: [] }, 'a person is no group');
  t.equal((await api.as(welfare).get(`/grouppasses/${passholderId}`)).statusCode, 404);
  t.equal((await api.as(welfare).get(`/grouppasses/${passholderId}/coupons`)).statusCode, 403);
  t.equal((await api.as(library).get(`/grouppasses/${passholderId}/coupons`)).statusCode, 404);
  t.equal((await api.as(library).get(`/passholders/${id}/coupons`)).statusCode, 404);
  for (const query of ['', 'uitpasNumber=12', `uitpasNumber=${number}&chipNumber=04AABBCCDDEEFF`]) {
    t.equal((await api.as(welfare).get(`/grouppasses?${query}`)).statusCode, 400, query);
  }
});

t.test('a group is registered once, with a card of the stock, by who may', async (t) => {
  const number = await stockCard(api);
  const post = (client: string, body: object, key: string = randomUUID()) =>
    api.as(client).post('/grouppasses', body, { key });
  t.equal((await post(library, groupBody(number))).statusCode, 403);
  const granted = await post(registration, groupBody(number));
  t.equal(granted.statusCode, 403, 'only who manages the social tariff grants it');

  const key = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => post(welfare, groupBody(number), key)),
  );
  const ids = answers.map((answer) => answer.json<{ id: string }>().id);
  t.equal(new Set(ids).size, 1, 'the same command makes one group');
  t.match((await post(welfare, groupBody(number))).json(), { type: /invalid-card-status$/ });
  t.match((await post(welfare, groupBody(newPassNumber()))).json(), { type: /invalid-card$/ });
  const over = { socialTariff: { totalTicketsPerYear: 1, endDate: '2026-11-19' } };
  const late = await post(welfare, groupBody(await stockCard(api), over));
  t.match(late.json(), { status: 400, jsonPointer: '/socialTariff/endDate' });

  const plain = groupBody(await stockCard(api), { socialTariff: undefined });
  const registered = (await post(registration, plain)).json<{
    id: string;
    socialTariff?: object;
  }>();
  t.notOk(registered.socialTariff);
  await grantCoupon(api, registered.id);
  const coupons = await api.as(library).get(`/grouppasses/${registered.id}/coupons`);
  t.match(coupons.json(), [{ coupon: { id: 'reader' }, remaining: { volume: 2 } }]);
});

t.test('the card of a group is no card for anybody else', async (t) => {
  const { number } = await addGroup(api);
  const blocked = await api.as(library).post(`/cards/${number}/block`);
  t.equal(blocked.statusCode, 200);
  const pass = await api.as(library).get(`/passes?identifier=${number}`);
  t.match(pass.json(), { status: 400, cardStatus: 'BLOCKED', passType: 'GROUP' });
  const shown = await api.as(welfare).get(`/grouppasses?uitpasNumber=${number}`);
  t.match(shown.json(), { member: [{ cardStatus: 'BLOCKED' }] });
  const newNumber = await stockCard(api);
  const replaced = await api.as(library).post(`/cards/${number}/replace`, { newNumber });
  assert.equal(replaced.statusCode, 200, replaced.body);
  const again = await api.as(welfare).get(`/grouppasses?uitpasNumber=${newNumber}`);
  t.match(again.json(), { member: [{ cardStatus: 'ACTIVE', uitpasNumber: newNumber }] });
});

t.test('a group is no person: what is a person’s it cannot be given', async (t) => {
  const { id } = await addGroup(api);
  const cardSystem = api.core.installation().municipalities.find(({ key }) => key === 'lier');
  const activeAt = `/cards/social-tariff/${cardSystem?.cardSystemId}/active`;
  const before = (await api.as(welfare).get(activeAt)).json<unknown>();
  const about = `/passholders/${id}`;
  const alias = { number: `old ${newPassNumber()}`, discreet: true };

  const answers = [
    await api.as(welfare).put(`${about}/social-tariff`, { status: 'ACTIVE' }),
    await api.as(registration).post(`${about}/aliases`, alias),
    await api.as(library).get(`${about}/roles`),
    await api.as(library).put(`${about}/interests`, { interests: [] }),
    await api.as(registration).delete(`${about}/school`),
    await api.as(registration).get(`${about}/families`),
    await api.as('lier-privacy').get(`${about}/export`),
    await api.as('lier-privacy').delete(about),
  ];

  for (const answer of answers) {
    t.match(answer.json(), { status: 404, type: /passholder-not-found$/ }, answer.body);
  }
  const after = (await api.as(welfare).get(activeAt)).json<unknown>();
  t.same(after, before, 'it is in no list of the poor');
});
