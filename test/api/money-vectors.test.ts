import t from 'tap';
import { placeId } from '../../core/municipalities/installation.ts';
import { verifyInstallation } from '../../core/verify/verify-installation.ts';
import { type ApiHolder, openApi } from '../fixtures/open-api.ts';
import { bookedFactsOf, followFinance } from './booked-money.ts';
import { sellTicket } from './api-desk.ts';
import { vectorTowns } from './vector-towns.ts';

const api = await openApi(t, { installation: await vectorTowns() });
const newEntries = followFinance(api);
const poor = { social: { status: 'ACTIVE', endDate: null } } as const;
const eventOf = (organizer: string, regularPriceCents: number) =>
  api.addEvent(organizer, { regularPriceCents });

async function factsOf({ passholderId }: ApiHolder) {
  return bookedFactsOf(api, passholderId);
}

t.test('1: a friend is made at the library, and three departments bear half', async (t) => {
  const holder = await api.addHolder();
  const order = { plugin: 'membership-cc-friends', role: 'friend', payment: { means: 'card' } };

  const sold = await api
    .as('lier-library-desk')
    .post(`/passholders/${holder.passholderId}/roles`, order);

  t.equal(sold.statusCode, 201);
  t.match(sold.json(), { priceCents: 500, paidCents: 500, validUntil: '2027-08-31' });
  t.same(await factsOf(holder), [
    {
      kind: 'role-sale',
      priceCents: 1000,
      earner: 'cultural-centre',
      payments: ['holder>library 500 card'],
      shares: { holder: 500, uit: 300, library: 100, 'cultural-centre': 100 },
      entries: [
        'library>cultural-centre 100 funding 2026-11',
        'library>cultural-centre 500 collection 2026-11',
        'uit>cultural-centre 300 funding 2026-11',
      ],
    },
  ]);
  t.same(await newEntries(), [
    'library>cultural-centre 100 funding 2026-11 friend',
    'library>cultural-centre 500 collection 2026-11 friend',
    'uit>cultural-centre 300 funding 2026-11 friend',
  ]);
});

t.test('a friend who withdraws at another desk gets everything back there', async (t) => {
  const holder = await api.addHolder();
  const order = { plugin: 'membership-cc-friends', role: 'friend', payment: { means: 'card' } };
  const roles = `/passholders/${holder.passholderId}/roles`;
  const { id } = (await api.as('lier-library-desk').post(roles, order)).json<{ id: string }>();
  await newEntries();

  const ended = await api.as('lier-sports-desk').post(`/roles/${id}/end`, { reason: 'spijt' });

  t.equal(ended.statusCode, 200);
  t.match(ended.json(), { id, priceCents: -500, paidCents: -500 });
  t.match((await factsOf(holder))[1], {
    kind: 'reversal',
    priceCents: -1000,
    payments: ['holder>library -500 card', 'sport>library 500 card'],
    shares: { holder: -500, uit: -300, library: -100, 'cultural-centre': -100 },
  });
  t.same(await newEntries(), [
    'library>cultural-centre -100 funding 2026-11 friend',
    'library>cultural-centre -500 collection 2026-11 friend',
    'library>sport 500 refund 2026-11 friend',
    'uit>cultural-centre -300 funding 2026-11 friend',
  ]);
});

t.test("2: a ticket at the social tariff at a club's own desk is funded by Lier", async (t) => {
  const holder = await api.addHolder(poor);
  const eventId = await eventOf('gym-club', 1003);

  const { paidEuro } = await sellTicket(api, 'lier-gym-club-desk', { ...holder, eventId });

  t.equal(paidEuro, 2);
  t.same(await factsOf(holder), [
    {
      kind: 'ticket-sale',
      priceCents: 1003,
      earner: 'gym-club',
      payments: ['holder>gym-club 200 card'],
      shares: { holder: 200, lier: 402, 'gym-club': 401 },
      entries: ['lier>gym-club 402 funding 2026-11'],
    },
  ]);
  t.same(await newEntries(), ['lier>gym-club 402 funding 2026-11 -']);
});

t.test('3 and 4: a ticket sold at another desk to a neighbour, then cancelled', async (t) => {
  const holder = await api.addHolder({ ...poor, residence: 'nijlen' });
  const eventId = await eventOf('cultural-centre', 1000);

  const sale = await sellTicket(api, 'lier-library-desk', { ...holder, eventId });

  t.equal(sale.paidEuro, 2);
  const sold = {
    kind: 'ticket-sale',
    priceCents: 1000,
    earner: 'cultural-centre',
    payments: ['holder>library 200 card'],
    shares: { holder: 200, nijlen: 400, 'cultural-centre': 400 },
    entries: [
      'library>cultural-centre 200 collection 2026-11',
      'nijlen>cultural-centre 400 funding 2026-11',
    ],
  };
  t.same(await factsOf(holder), [sold]);
  t.same(await newEntries(), [
    'library>cultural-centre 200 collection 2026-11 -',
    'nijlen>cultural-centre 400 funding 2026-11 -',
  ]);

  api.core.setNow('2026-12-04T10:00:00+01:00');
  const cancelled = await api.as('lier-cultural-centre-desk').delete(`/ticket-sales/${sale.id}`);

  t.equal(cancelled.statusCode, 204);
  t.same(await factsOf(holder), [
    sold,
    {
      kind: 'reversal',
      priceCents: -1000,
      earner: 'cultural-centre',
      payments: ['cultural-centre>library 200 card', 'holder>library -200 card'],
      shares: { holder: -200, nijlen: -400, 'cultural-centre': -400 },
      entries: [
        'library>cultural-centre -200 collection 2026-12',
        'library>cultural-centre 200 refund 2026-12',
        'nijlen>cultural-centre -400 funding 2026-12',
      ],
    },
  ]);
  t.same(await newEntries(), [
    'library>cultural-centre -200 collection 2026-12 -',
    'library>cultural-centre 200 refund 2026-12 -',
    'nijlen>cultural-centre -400 funding 2026-12 -',
  ]);
  api.core.setNow('2026-11-20T10:00:00+01:00');
});

t.test('5: a turn card at the social tariff, then a turn at the city company', async (t) => {
  const holder = await api.addHolder(poor);
  const order = { plugin: 'sportpas', role: 'turn-card', payment: { means: 'card' } };

  const sold = await api
    .as('lier-sports-desk')
    .post(`/passholders/${holder.passholderId}/roles`, order);
  const { id } = sold.json<{ id: string }>();
  const turn = { card: holder.number, placeId: placeId('lier', 'swimming-pool') };
  const used = await api.as('lier-swim-desk').post(`/roles/${id}/uses`, turn);

  t.match(sold.json(), { priceCents: 900, paidCents: 900 });
  t.equal(used.statusCode, 201);
  t.match(used.json(), { amount: 1, unit: 'turn', remaining: 9 });
  t.same(await factsOf(holder), [
    {
      kind: 'role-sale',
      priceCents: 4500,
      earner: 'sport',
      payments: ['holder>sport 900 card'],
      shares: { holder: 900, lier: 1800, sport: 1800 },
      entries: ['lier>sport 1800 funding 2026-11'],
    },
    {
      kind: 'role-use',
      priceCents: 300,
      earner: 'swim-company',
      payments: [],
      shares: { sport: 300 },
      entries: ['sport>swim-company 300 fee 2026-11'],
    },
  ]);
  t.same(await newEntries(), [
    'lier>sport 1800 funding 2026-11 turn-card',
    'sport>swim-company 300 fee 2026-11 turn-card',
  ]);
});

t.test('a staff meal: the till learns a price, and HR owes the restaurant the rest', async (t) => {
  const holder = await api.addHolder();
  const eventId = await eventOf('restaurant', 850);
  const attributes = { staffNumber: 'D-7', service: 'Sport', zones: ['stadhuis'] };
  const badge = { plugin: 'staff-card', role: 'badge', attributes };
  await api.as('lier-hr').post(`/passholders/${holder.passholderId}/roles`, badge);

  const { paidEuro } = await sellTicket(api, 'lier-restaurant-till', { ...holder, eventId });

  t.equal(paidEuro, 4);
  t.same(await factsOf(holder), [
    {
      kind: 'ticket-sale',
      priceCents: 850,
      earner: 'restaurant',
      payments: ['holder>restaurant 400 card'],
      shares: { holder: 400, hr: 450, lier: 0, restaurant: 0 },
      entries: ['hr>restaurant 450 funding 2026-11', 'lier>restaurant 0 funding 2026-11'],
    },
  ]);
  t.same(await newEntries(), ['hr>restaurant 450 funding 2026-11 -'], 'finance sees no role');
});

t.test('the youth card at the cinema: the youth service owes the difference', async (t) => {
  const holder = await api.addHolder({ birthDate: '2008-11-20' });
  const eventId = await eventOf('cinema', 800);

  const { paidEuro } = await sellTicket(api, 'lier-cinema-desk', { ...holder, eventId });

  t.equal(paidEuro, 6);
  t.same(await factsOf(holder), [
    {
      kind: 'ticket-sale',
      priceCents: 800,
      earner: 'cinema',
      payments: ['holder>cinema 600 card'],
      shares: { holder: 600, youth: 200, lier: 0, cinema: 0 },
      entries: ['lier>cinema 0 funding 2026-11', 'youth>cinema 200 funding 2026-11'],
    },
  ]);
  t.same(await newEntries(), ['youth>cinema 200 funding 2026-11 youngster']);
});

t.test('a ticket at the full price writes as many rows as one at the social tariff', async (t) => {
  const holder = await api.addHolder();
  const eventId = await eventOf('museums', 1003);

  const { paidEuro } = await sellTicket(api, 'lier-library-desk', { ...holder, eventId });

  t.equal(paidEuro, 10.03);
  t.same(await factsOf(holder), [
    {
      kind: 'ticket-sale',
      priceCents: 1003,
      earner: 'museums',
      payments: ['holder>library 1003 card'],
      shares: { holder: 1003, lier: 0, museums: 0 },
      entries: ['library>museums 1003 collection 2026-11', 'lier>museums 0 funding 2026-11'],
    },
  ]);
  t.same(await newEntries(), ['library>museums 1003 collection 2026-11 -']);
});

t.test('cash is rounded on what is paid, as a fact of its own without entries', async (t) => {
  const holder = await api.addHolder();
  const eventId = await eventOf('museums', 1003);

  const cash = { ...holder, eventId, means: 'cash' };
  const { paidEuro } = await sellTicket(api, 'lier-library-desk', cash);

  t.equal(paidEuro, 10.03, 'the price of the ticket itself');
  const [ticket, rounding] = await factsOf(holder);
  t.match(ticket, { kind: 'ticket-sale', payments: ['holder>library 1003 cash'] });
  t.same(rounding, {
    kind: 'cash-rounding',
    priceCents: 2,
    earner: 'library',
    payments: ['holder>library 2 cash'],
    shares: { holder: 2 },
    entries: [],
  });
  t.same(await newEntries(), ['library>museums 1003 collection 2026-11 -']);
});

t.test('all that was booked keeps the laws of the ledger', async (t) => {
  const laws = await verifyInstallation(api.core);

  t.same(
    laws.filter(({ wrong }) => wrong > 0),
    [],
  );
  const ofParties = laws.filter(({ law }) => law.startsWith('for every party'));
  t.ok(
    ofParties.some(({ checked }) => checked > 10),
    'the law of parties was tried',
  );
});
