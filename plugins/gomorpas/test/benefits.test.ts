import t from 'tap';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { BUS, openBenefits, TILL, WELFARE } from './open-benefits.ts';

/*
 * The benefits of Lier as its desks meet them: 20 meals a month at 4 euro, 2 haircuts a quarter at
 * 40 percent, 60 euro a year for the bus.
 */

const town = await openBenefits(t);
const { api, addHolder, give, meal, rightsOf, sell, ticketFor } = town;

t.test('welfare sees each benefit and what is left, a partner its own alone', async (t) => {
  const { number } = await addHolder(['meals', 'hairdresser', 'bus']);

  const seen = (await rightsOf(WELFARE, number)).map(({ title, remaining }) => {
    return `${title.nl}: ${remaining}`;
  });
  t.same(seen.toSorted(), [
    'Busabonnement: 6000',
    'Kapper: 2',
    'Maaltijd in het sociaal restaurant: 20',
  ]);
  for (const partner of [TILL, 'lier-hairdresser-till', BUS]) {
    const [line, ...others] = await rightsOf(partner, number);
    t.match(line, { right: 'voordeel', title: { nl: 'Voordeel' }, permit: true, remaining: null });
    t.same(others, [], `${partner} sees no benefit of another partner`);
  }
  for (const desk of ['lier-library-desk', 'lier-sports-desk', 'lier-hr', 'lier-registration']) {
    t.same(await rightsOf(desk, number), [], desk);
  }
});

t.test('vector 9: a meal of 12 euro for 4, and welfare owes the restaurant 8', async (t) => {
  const { number } = await addHolder(['meals']);
  const order = await ticketFor(number);
  t.equal(order.priceCents, 400);

  const answer = await sell(order);

  t.equal(answer.statusCode, 200, answer.body);
  t.notMatch(answer.body, /gomor|meals|maaltijd|welfare/i);
  const [sale] = answer.json<{ id: string }[]>();
  const entries = await api.core.asOwner(
    `select d.key as debtor, c.key as creditor, e.kind, e.cents::int
       from core.entry e join core.party d on d.id = e.debtor_id
       join core.party c on c.id = e.creditor_id
      where e.money_fact_id = $1 and e.cents <> 0`,
    [sale?.id],
  );
  t.same(entries, [{ debtor: 'welfare', creditor: 'restaurant', kind: 'funding', cents: 800 }]);
  t.match(await rightsOf(WELFARE, number), [{ remaining: 19 }]);

  await t.test('cancelled, the meal comes back', async (t) => {
    t.equal((await api.as(TILL).delete(`/ticket-sales/${sale?.id}`)).statusCode, 204);
    t.match(await rightsOf(WELFARE, number), [{ remaining: 20 }]);
  });
});

t.test('of 64 who sell the last meal at once, one does', async (t) => {
  const { number } = await addHolder(['meals']);
  const { priceCents: _, ...ticket } = await ticketFor(number);
  const nineteen = Array.from({ length: 19 }, () => ticket);
  t.equal((await api.as(TILL).post('/ticket-sales', nineteen)).statusCode, 200);
  const orders = await Promise.all(Array.from({ length: 64 }, () => ticketFor(number)));
  t.ok(orders.every(({ priceCents }) => priceCents === 400));

  const answers = await Promise.all(orders.map((order) => sell(order)));

  t.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1);
  const refused = answers.filter(({ statusCode }) => statusCode === 400);
  t.equal(refused.length, 63);
  const told = new Set(
    refused.map((answer) => {
      const { detail, type } = answer.json<{ detail: string; type: string }>();
      return `${type} ${detail}`;
    }),
  );
  t.equal(told.size, 1, 'all in the same words');
  t.match([...told][0], /tariff.*ask the tariff again/);
  t.match(await rightsOf(WELFARE, number), [{ permit: false, remaining: 0 }]);
  t.same(await rightsOf(TILL, number), [], 'as of anybody');
  t.equal((await ticketFor(number)).priceCents, 1200, 'a price as that of anybody');
});

t.test('two tickets for the one that is left are both refused', async (t) => {
  const { number } = await addHolder(['hairdresser']);
  const cut = await api.addEvent('hairdresser', { regularPriceCents: 2500, earnsPoints: false });
  const barber = 'lier-hairdresser-till';
  const order = await ticketFor(number, barber, cut);
  t.equal(order.priceCents, 1000);
  t.equal((await sell(order, barber)).statusCode, 200);
  const { priceCents: _, ...ticket } = order;
  const before = await api.countRows();

  const both = await api.as(barber).post('/ticket-sales', [ticket, ticket]);

  t.equal(both.statusCode, 400, both.body);
  t.match(both.json(), { jsonPointer: '/1' });
  t.same(await api.countRows(), before, 'nothing half done');
  t.equal((await sell(order, barber)).statusCode, 200);
});

t.test('of 64 who pay the last of a budget at once, one does', async (t) => {
  const { number } = await addHolder(['bus']);
  const [line] = await rightsOf(BUS, number);
  const pay = (amount: number) =>
    api.as(BUS).post(`/roles/${line?.roleId}/uses`, { card: number, amount });
  t.equal((await pay(5900)).statusCode, 201);

  const answers = await Promise.all(Array.from({ length: 64 }, () => pay(100)));

  t.equal(answers.filter(({ statusCode }) => statusCode === 201).length, 1);
  const refused = answers.filter(({ statusCode }) => statusCode === 409);
  t.equal(refused.length, 63);
  for (const answer of refused) {
    t.match(answer.json(), { reason: { code: 'voordeel', nl: 'Nu niet.' } });
    t.notMatch(answer.body, /remaining|bus/i);
  }
  t.match(await rightsOf(WELFARE, number), [{ remaining: 0 }]);
});

t.test('a number is taken by a ticket alone, and a budget where it is used', async (t) => {
  const { number } = await addHolder(['meals', 'bus']);
  const [mealLine] = await rightsOf(TILL, number);
  const [busLine] = await rightsOf(BUS, number);
  const use = (client: string, roleId = '', amount = 1) =>
    api.as(client).post(`/roles/${roleId}/uses`, { card: number, amount });

  t.equal((await use(TILL, mealLine?.roleId)).statusCode, 409, 'not by hand');
  t.equal((await use(TILL, busLine?.roleId)).statusCode, 404, 'to others it does not exist');
  t.equal((await use(BUS, mealLine?.roleId)).statusCode, 404);
  t.equal((await use('lier-sports-desk', busLine?.roleId)).statusCode, 404);
});

t.test('a new month gives the number again; an end takes it at once', async (t) => {
  const { number, passholderId } = await addHolder(['meals']);
  t.equal((await sell(await ticketFor(number))).statusCode, 200);
  const promised = await ticketFor(number);
  const gone = await api.as(WELFARE).delete(`/gomorpas/passholders/${passholderId}`);
  t.equal(gone.statusCode, 204);

  t.same(await rightsOf(TILL, number), [], 'nothing tells that there was one');
  t.equal((await ticketFor(number)).priceCents, 1200);
  t.equal((await sell(promised)).statusCode, 400, 'a promise of before neither');
  t.equal((await give(passholderId, ['meals'])).statusCode, 200);
  t.match(await rightsOf(WELFARE, number), [{ remaining: 19 }], 'what was used stays used');

  api.core.setNow('2026-12-01T10:00:00+01:00');
  t.match(await rightsOf(WELFARE, number), [{ remaining: 20 }]);
  api.core.setNow('2026-11-20T10:00:00+01:00');
});

t.test(
  'what is given again the same day begins that day, and later it is another one',
  async (t) => {
    const { number, passholderId } = await addHolder(['meals']);
    const remove = () => api.as(WELFARE).delete(`/gomorpas/passholders/${passholderId}`);
    const givenFrom = async () => {
      const answer = await give(passholderId, ['meals']);
      return answer
        .json<{ benefits: { validFrom: string }[] }>()
        .benefits.map((one) => one.validFrom);
    };
    t.equal((await sell(await ticketFor(number))).statusCode, 200);
    t.equal((await remove()).statusCode, 204);

    t.same(await givenFrom(), ['2026-11-20'], 'not the day before');
    t.match(await rightsOf(WELFARE, number), [{ remaining: 19 }], 'what was used stays used');

    t.equal((await remove()).statusCode, 204);
    api.core.setNow('2027-03-10T10:00:00+01:00');
    t.same(await givenFrom(), ['2027-03-10']);
    t.match(await rightsOf(WELFARE, number), [{ remaining: 20 }]);
    const between = await api
      .as(WELFARE)
      .get(`/passes/${number}/rights?at=${encodeURIComponent('2027-01-15T12:00:00+01:00')}`);
    t.notMatch(between.body, /"permit":true/, 'in between there was nothing');
    api.core.setNow('2026-11-20T10:00:00+01:00');
  },
);

t.test('no benefit ever earns a point', async (t) => {
  const { number } = await addHolder(['meals', 'bus']);
  const before = await api.countRows();
  t.equal((await sell(await ticketFor(number))).statusCode, 200);
  const [line] = await rightsOf(BUS, number);
  await api.as(BUS).post(`/roles/${line?.roleId}/uses`, { card: number, amount: 100 });

  const after = await api.countRows();
  for (const table of ['core.posting', 'core.check_in', 'core.points_lot']) {
    t.equal(after[table], before[table], table);
  }
  const status = await api
    .as('lier-welfare')
    .post('/checkins', { eventId: meal, uitpasNumber: number });
  t.not(status.statusCode, 201, 'a meal earns nothing, with a benefit or without');
});

t.test('the books keep their laws', async (t) => {
  const broken = (await verifyInstallation(api.core)).filter(({ wrong }) => wrong > 0);
  t.same(broken, []);
});

t.test('what is decided about one holder at once is decided one after the other', async (t) => {
  const { number, passholderId } = await addHolder([]);
  const wishes = [['meals'], ['bus'], ['meals', 'bus']] as const;

  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, at) => give(passholderId, wishes[at % 3] ?? [])),
  );

  t.same([...new Set(answers.map(({ statusCode }) => statusCode))], [200]);
  for (const [at, answer] of answers.entries()) {
    const { benefits } = answer.json<{ benefits: { benefit: string }[] }>();
    const given = benefits.map(({ benefit }) => benefit).toSorted();
    t.same(given, [...(wishes[at % 3] ?? [])].toSorted(), 'each is told what it gave');
  }
  t.ok((await rightsOf(WELFARE, number)).length > 0);
});
