import { randomUUID } from 'node:crypto';
import t from 'tap';
import { organizerId } from '../../core/municipalities/installation.ts';
import {
  type ApiHolder,
  changeTown,
  openApi,
  shippedInstallation,
  type TestApi,
} from '../fixtures/open-api.ts';
import { askPrice, sellTicket } from './api-desk.ts';
import { bookedFactsOf } from './booked-money.ts';
import { stockCard } from './cases/passes.ts';

const api = await openApi(t);
const desks = {
  library: { client: 'lier-library-desk', organizer: 'library' },
  welfare: { client: 'lier-welfare', organizer: 'welfare' },
} as const;
const poor = { social: { status: 'ACTIVE', endDate: null } } as const;

interface Asked {
  readonly desk?: keyof typeof desks;
  readonly social?: boolean;
  readonly address?: object;
}

async function preview(of: ApiHolder, { desk = 'library', social = false }: Asked = {}) {
  const { client, organizer } = desks[desk];
  const query = `socialTariff=${social}&organizerId=${organizerId('lier', organizer)}`;
  return api.as(client).get(`/passholders/${of.passholderId}/memberships/1?${query}`);
}

async function renew(of: ApiHolder, { desk = 'library', ...body }: Asked & { key?: string } = {}) {
  const { client, organizer } = desks[desk];
  const { key = randomUUID(), social, ...rest } = body;
  const { number } = await stockCard(api);
  const answer = await api.as(client).post(
    `/passholders/${of.passholderId}/memberships/1`,
    {
      cardType: 'NFC_CARD',
      uitpasNumber: number,
      registrationOrganizer: { id: organizerId('lier', organizer) },
      ...(social === true && { socialTariff: {} }),
      ...rest,
    },
    { key },
  );
  return { number, answer };
}

const nameOf = (answer: { json(): unknown }): string | undefined =>
  (answer.json() as { type: string }).type.split('/').at(-1);

async function cardsOf({ passholderId }: ApiHolder) {
  return api.core.asOwner<{ number: string; status: string }>(
    `select number, status from core.card where passholder_id = $1 order by activated_at, number`,
    [passholderId],
  );
}

t.test('a membership that is replaced changes the number and keeps everything', async (t) => {
  const holder = await api.addHolder({ points: 7 });
  const library = api.as('lier-library-desk');
  const eventId = await api.addEvent('library', { limit: null });
  const friend = { plugin: 'membership-cc-friends', role: 'friend', payment: { means: 'card' } };
  await library.post(`/passholders/${holder.passholderId}/roles`, friend);
  await library.post('/checkins', { eventId, uitpasNumber: holder.number });
  const sale = await sellTicket(api, 'lier-library-desk', { number: holder.number, eventId });

  const before = await preview(holder);
  const { number, answer } = await renew(holder);

  t.match(before.json(), {
    type: 'REPLACE_MEMBERSHIP',
    addressChangeRequired: false,
    replacedMembership: { uitpasNumber: holder.number, status: 'ACTIVE' },
  });
  t.equal(answer.statusCode, 201);
  t.equal(answer.body, '');
  const rights = await library.get(`/passes/${number}/rights`);
  t.match(rights.json(), { holder: { id: holder.passholderId }, points: 8 });
  t.match(rights.body, /"role":"friend"/);
  const old = await library.get(`/passes?identifier=${holder.number}`);
  t.match(old.json(), {
    status: 400,
    type: 'https://api.publiq.be/probs/uitpas/invalid-card-status',
    cardStatus: 'BLOCKED',
    passholderId: holder.passholderId,
    passType: 'INDIVIDUAL',
  });
  t.match((await library.get(`/passes/${holder.number}`)).json(), {
    type: 'https://api.publiq.be/probs/uitpas/card-blocked',
  });

  const listed = await library.get(
    `/checkins?passholderId=${holder.passholderId}&organizerId=${organizerId('lier', 'library')}`,
  );
  t.match(listed.json(), { member: [{ uitpasNumber: holder.number }] }, 'a fact of before');
  const [sold] = await api.core.asOwner<{ card_number: string }>(
    'select card_number from core.ticket_sale where id = $1',
    [sale.id],
  );
  t.equal(sold?.card_number, holder.number, 'keeps its number');
});

t.test('a holder has one active card at most', async (t) => {
  const holder = await api.addHolder();
  const library = api.as('lier-library-desk');

  await Promise.all(Array.from({ length: 8 }, () => renew(holder)));
  await library.post(`/cards/${holder.number}/replace`, {
    newNumber: (await stockCard(api)).number,
  });

  const cards = await cardsOf(holder);
  t.equal(cards.filter(({ status }) => status === 'ACTIVE').length, 1);
  t.ok(cards.length > 1);
});

t.test('whoever lost the card gets a new membership, and nobody is replaced', async (t) => {
  const holder = await api.addHolder();
  await api.as('lier-library-desk').post(`/cards/${holder.number}/block`);

  t.same((await preview(holder)).json(), { type: 'NEW_MEMBERSHIP', addressChangeRequired: false });
  const { number, answer } = await renew(holder);

  t.equal(answer.statusCode, 201);
  t.same(
    (await cardsOf(holder)).map(({ status }) => status).toSorted(),
    ['ACTIVE', 'BLOCKED'],
    number,
  );
});

t.test(
  'a desk that may not know the status is answered alike, and changes nothing of it',
  async (t) => {
    const [other, one] = [await api.addHolder(), await api.addHolder(poor)];
    const eventId = await api.addEvent('library', { regularPriceCents: 1000 });

    const [first, second] = [await preview(other), await preview(one)];
    const mask = (text: string, { number }: ApiHolder): string =>
      text.replaceAll(number, '<number>');
    t.equal(mask(first.body, other), mask(second.body, one));
    t.equal((await preview(one, { social: true })).statusCode, 403);

    const { number, answer } = await renew(one);
    t.equal(answer.statusCode, 201);
    const { priceCents } = await askPrice(api, 'lier-library-desk', { number, eventId });
    t.equal(priceCents, 200, 'the social tariff goes with the holder to the new card');
  },
);

t.test('who sees to the social tariff grants it by replacing, and ends it so', async (t) => {
  const holder = await api.addHolder();
  const eventId = await api.addEvent('library', { regularPriceCents: 1000 });
  const priceAt = async (number: string) =>
    (await askPrice(api, 'lier-library-desk', { number, eventId })).priceCents;

  t.match((await preview(holder, { desk: 'welfare' })).json(), { type: 'NOT_POSSIBLE' });
  const same = await renew(holder, { desk: 'welfare' });
  t.equal(nameOf(same.answer), 'passholder-new-membership-error');
  t.match((await preview(holder, { desk: 'welfare', social: true })).json(), {
    type: 'REPLACE_MEMBERSHIP',
    socialTariffEndDate: '2027-04-30',
    addressChangeRequired: false,
  });

  const key = randomUUID();
  const granted = await renew(holder, { desk: 'welfare', social: true, key });
  t.equal(granted.answer.statusCode, 201);
  t.equal(await priceAt(granted.number), 200);
  t.match((await preview(holder, { desk: 'welfare', social: true })).json(), {
    type: 'NOT_POSSIBLE',
  });

  const ended = await renew(holder, { desk: 'welfare' });
  t.equal(ended.answer.statusCode, 201);
  t.equal(await priceAt(ended.number), 1000);
});

t.test('whoever lost the card keeps the social tariff at every desk', async (t) => {
  const holder = await api.addHolder(poor);
  const eventId = await api.addEvent('library', { regularPriceCents: 1000 });
  await api.as('lier-library-desk').post(`/cards/${holder.number}/block`);

  const { number, answer } = await renew(holder, { desk: 'welfare' });

  t.equal(answer.statusCode, 201);
  const { priceCents } = await askPrice(api, 'lier-library-desk', { number, eventId });
  t.equal(priceCents, 200);
});

t.test('a membership that was made answers the same when it could not be made again', async (t) => {
  const holder = await api.addHolder();
  const key = randomUUID();
  const { number } = await stockCard(api);
  const body = {
    cardType: 'NFC_CARD',
    uitpasNumber: number,
    socialTariff: {},
    registrationOrganizer: { id: organizerId('lier', 'welfare') },
  };
  const path = `/passholders/${holder.passholderId}/memberships/1`;
  const welfare = api.as('lier-welfare');

  t.equal((await welfare.post(path, body, { key })).statusCode, 201);
  const before = await api.countRows();

  t.equal((await welfare.post(path, body, { key })).statusCode, 201);
  t.same(await api.countRows(), before, 'nothing was written');
  t.equal(nameOf(await welfare.post(path, body)), 'passholder-new-membership-error');
});

t.test('who moves into the region with the social tariff says where to', async (t) => {
  const holder = await api.addHolder({ residence: null });

  t.match((await preview(holder, { desk: 'welfare', social: true })).json(), {
    addressChangeRequired: true,
  });
  const elsewhere = await renew(holder, { desk: 'welfare', social: true });
  t.equal(nameOf(elsewhere.answer), 'postal-code-not-in-card-system');
  const address = { street: 'Kartuizersvest 1', postalCode: '2500', city: 'Lier' };
  const moved = await renew(holder, { desk: 'welfare', social: true, address });
  t.equal(moved.answer.statusCode, 201);
  const shown = await api.as('lier-registration').get(`/passholders/${holder.passholderId}`);
  t.match(shown.json(), { address });
});

t.test('another card costs what the town says, as a sale of the desk', async (t) => {
  const dear: TestApi = await openApi(t, {
    installation: changeTown(await shippedInstallation(), 'lier', ({ pass }) => ({
      pass: { ...pass, prices: pass.prices.map((one) => ({ ...one, replacementCents: 300 })) },
    })),
  });
  const holder = await dear.addHolder();
  const registration = dear.as('lier-registration');
  const prices = `/passholders/${holder.passholderId}/membership-prices/1?cardType=DIGITAL`;

  t.match((await registration.get(prices)).json(), { price: 3, label: 'UiTPAS Lier, vervanging' });
  const renewed = await dear
    .as('lier-library-desk')
    .post(`/passholders/${holder.passholderId}/memberships/1?means=cash`, {
      cardType: 'DIGITAL',
      registrationOrganizer: { id: organizerId('lier', 'library') },
    });

  t.equal(renewed.statusCode, 201, renewed.body);
  t.match(await bookedFactsOf(dear, holder.passholderId), [
    {
      kind: 'pass-sale',
      priceCents: 300,
      payments: ['holder>library 300 cash'],
      entries: ['library>uit 300 collection 2026-11'],
    },
  ]);
});
