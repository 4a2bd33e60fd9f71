import { randomUUID } from 'node:crypto';
import t from 'tap';
import { forgetOrders } from '../../../core/orders/forget-orders.ts';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { type Order, orderBody, placeOrder, stockCard } from '../../api/cases/orders.ts';
import {
  governmentOf,
  newNationalNumber,
  residentToken,
} from '../../api/cases/social-tariff-validation.ts';
import { openApi } from '../../fixtures/open-api.ts';

const NOW = '2026-11-20T10:00:00+01:00';
const api = await openApi(t, { moment: NOW });
const website = api.as('lier-website');
const desk = api.as('lier-registration');

t.beforeEach(() => api.core.setNow(NOW));

const nameOf = (answer: { json(): unknown }): string =>
  (answer.json() as { type: string }).type.split('/').at(-1) ?? '';

async function complete(order: Order, numbers?: string[], key: string = randomUUID()) {
  const registrationId = order.mainPassholderRegistration.id;
  const given = numbers ?? [await stockCard(api)];
  const cards = given.map((uitpasNumber) => ({ registrationId, uitpasNumber }));
  return desk.post(`/orders/${order.id}/complete`, { cards }, { key });
}

/** Whoever has a token, as a client of the API. */
function holding(token: string) {
  api.customTokens.set(token, token);
  return api.as(token);
}

t.test('a pass that is ordered from home is paid and given out at a desk', async (t) => {
  const order = await placeOrder(api);
  t.match(order, { status: 'PENDING_PAYMENT', totalPrice: 5 });
  const number = await stockCard(api);

  const answer = await complete(order, [number]);

  t.match(answer.json(), { id: order.id, status: 'COMPLETED' });
  t.match((await desk.get(`/passes/${number}/rights`)).json(), {
    pass: { status: 'ACTIVE' },
    holder: { firstName: 'Marc' },
  });
  const [sold] = await api.core.asOwner<{ cents: number }>(
    `select f.price_cents as cents from core.money_fact f
       join core.card c on c.passholder_id = f.passholder_id where c.number = $1`,
    [number],
  );
  t.equal(sold?.cents, 500, 'the pass is sold');
  t.match((await website.get(`/orders/${order.id}`)).json(), { status: 'COMPLETED' });
  t.equal(nameOf(await complete(order)), 'order-already-completed');
  const wrong = (await verifyInstallation(api.core)).filter((law) => law.wrong > 0);
  t.same(wrong, [], 'every law holds');
});

t.test('of a family all get their pass, or none does', async (t) => {
  const main = orderBody();
  const { mainPassholderRegistration: child } = orderBody({ dateOfBirth: '2015-01-01' });
  const body = { ...main, extraPassholderRegistrations: [child] };
  const placed = (await website.post('/orders', body)).json<
    Order & { extraPassholderRegistrations: { id: string }[] }
  >();
  t.equal(placed.totalPrice, 7, 'the young pay less');
  const ids = [
    placed.mainPassholderRegistration.id,
    ...placed.extraPassholderRegistrations.map(({ id }) => id),
  ];
  const [first, second] = [await stockCard(api), await stockCard(api)];
  const give = (numbers: string[]) => {
    const cards = numbers.map((uitpasNumber, at) => ({ registrationId: ids[at], uitpasNumber }));
    return desk.post(`/orders/${placed.id}/complete`, { cards });
  };
  const before = await api.countRows();

  t.equal(nameOf(await give([first, first])), 'invalid-card', 'one card is not for two');
  t.same(await api.countRows(), before, 'nothing was written');
  t.equal((await give([first, second])).statusCode, 200);

  const [made] = await api.core.asOwner<{ count: number }>(
    'select count(*)::int from core.card where number = any($1) and passholder_id is not null',
    [[first, second]],
  );
  t.equal(made?.count, 2);
});

t.test('many that complete one order at once give it out once', async (t) => {
  const order = await placeOrder(api);
  const numbers = await Promise.all(Array.from({ length: 16 }, () => stockCard(api)));

  const answers = await Promise.all(numbers.map((number) => complete(order, [number])));

  t.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1);
  const [given] = await api.core.asOwner<{ count: number }>(
    `select count(*)::int from core.card where number = any($1) and status = 'ACTIVE'`,
    [numbers],
  );
  t.equal(given?.count, 1);
});

t.test('who ordered follows it by a token, for an hour, and sees no other', async (t) => {
  const [order, other] = [await placeOrder(api), await placeOrder(api)];
  const own = holding(order.customToken ?? '');

  const seen = await own.get(`/orders/${order.id}`);
  t.equal(seen.statusCode, 200);
  t.notOk('customToken' in seen.json<object>());
  t.equal((await own.get(`/orders/${other.id}`)).statusCode, 404);
  const forged = (order.customToken ?? '').replace(order.id, other.id);
  t.equal((await holding(forged).get(`/orders/${other.id}`)).statusCode, 401);
  api.core.setNow('2026-11-20T11:00:01+01:00');
  t.equal((await own.get(`/orders/${order.id}`)).statusCode, 401);
});

t.test('an order of another organizer is not there', async (t) => {
  const order = await placeOrder(api);
  const library = api.as('lier-library-desk');
  const cards = [
    { registrationId: order.mainPassholderRegistration.id, uitpasNumber: await stockCard(api) },
  ];

  t.equal((await library.post(`/orders/${order.id}/complete`, { cards })).statusCode, 404);
  const elsewhere = { registrationOrganizer: { id: organizerId('lier', 'library') } };
  t.equal(nameOf(await website.post('/orders', orderBody(elsewhere))), 'organizer-not-found');
});

t.test('a pass is ordered for who lives in the town', async (t) => {
  const address = { postalCode: '9000', city: 'Gent' };

  t.equal(nameOf(await website.post('/orders', orderBody({ address }))), 'invalid-city');
});

t.test('who proves a right to the social tariff gets it, and nobody is told', async (t) => {
  const nationalNumber = newNationalNumber();
  const who = { nationalNumber, familyName: 'Peeters', givenName: 'Noor' };
  governmentOf(api).know({ ...who, entitlement: { kind: 'entitled', until: '2027-12-31' } });
  const resident = holding(await residentToken(api, nationalNumber));
  const told = (await resident.get('/social-tariff-validation')).json<{
    user: { idToken: string; hasSocialTariff: boolean };
  }>();
  t.ok(told.user.hasSocialTariff);
  const { idToken } = told.user;
  const names = {
    name: 'Peeters',
    firstName: 'Noor',
    dateOfBirth: '1985-07-30',
    inszNumber: nationalNumber,
  };
  const younger = orderBody({ ...names, dateOfBirth: '1990-01-01' });
  t.equal(nameOf(await website.post('/orders', younger)), 'invalid-insz-number');
  const proof = { registrationSocialTariff: { idToken } };
  const refused = async (change: object) =>
    nameOf(await website.post('/orders', orderBody({ ...names, ...proof, ...change })));
  const INVALID = 'invalid-social-tariff-validation-token';
  t.equal(await refused({ firstName: 'Nora' }), INVALID, 'it is of somebody else');
  t.equal(await refused({ inszNumber: newNationalNumber() }), INVALID);
  t.equal(await refused({ registrationSocialTariff: { idToken: 'made-up' } }), INVALID);

  const order = await placeOrder(api, { ...names, ...proof });
  const plain = await placeOrder(api, { ...names, inszNumber: newNationalNumber() });
  t.same(Object.keys(order), Object.keys(plain));
  t.equal(order.totalPrice, plain.totalPrice);
  const number = await stockCard(api);
  const completed = await complete(order, [number]);
  t.equal(completed.statusCode, 200, completed.body);
  const twin = await complete(plain);
  t.same(Object.keys(completed.json<object>()), Object.keys(twin.json<object>()));
  t.notMatch(completed.body, /ocial|nsz/);

  const [status] = await api.core.asOwner(
    `select s.status, s.end_date::text as until, o.key as organizer from core.social_status s
       join core.card c on c.passholder_id = s.passholder_id
       join core.organizer o on o.id = s.organizer_id where c.number = $1`,
    [number],
  );
  t.same(status, { status: 'ACTIVE', until: '2027-12-31', organizer: 'welfare' });
});

t.test('an id token is over after an hour', async (t) => {
  const resident = holding(await residentToken(api));
  const { user } = (await resident.get('/social-tariff-validation')).json<{
    user: { idToken: string; inszNumber: string };
  }>();
  api.core.setNow('2026-11-20T11:00:01+01:00');
  const told = {
    name: 'Claes',
    firstName: 'Jan',
    dateOfBirth: '1985-07-30',
    inszNumber: user.inszNumber,
    registrationSocialTariff: { idToken: user.idToken },
  };

  const answer = await website.post('/orders', orderBody(told));

  t.equal(nameOf(answer), 'invalid-social-tariff-validation-token');
});

t.test('what was told is kept sealed, and forgotten after thirty days', async (t) => {
  const order = await placeOrder(api, { name: 'Zeldzaamnaam' });
  const kept = await api.core.asOwner<{ row: string }>(
    `select r::text || o::text as row from core.order_registration r
       join core.pass_order o on o.id = r.order_id where o.id = $1`,
    [order.id],
  );
  t.equal(kept.length, 1);
  t.notMatch(kept[0]?.row, /Zeldzaamnaam|voorbeeld/);

  api.core.setNow('2026-12-20T09:59:59+01:00');
  await forgetOrders(api.core, 1);
  t.equal((await website.get(`/orders/${order.id}`)).statusCode, 200);
  api.core.setNow('2026-12-20T10:00:01+01:00');
  await forgetOrders(api.core, 1);
  t.equal((await website.get(`/orders/${order.id}`)).statusCode, 404);
});
