import t from 'tap';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { askPrice, ticketAt } from '../../../test/api/api-desk.ts';
import { CLUB, EIGHT, openTalents, useOf, YOUTH } from './open-talents.ts';

/*
 * The tickets of Mechelen as its clubs meet them: 20, 20 and 10 euro, for a part of what a
 * household still has to pay.
 */

const town = await openTalents(t);
const { addChild, api, giveBudgets, leftOf, linesOf, pay } = town;
t.beforeEach(() => api.core.setNow('2026-11-20T10:00:00+01:00'));

async function addGiven(child: object = {}) {
  const holder = await addChild(EIGHT, child);
  await giveBudgets();
  return holder;
}

async function entriesOf(saleId = '') {
  return api.core.asOwner(
    `select d.key as debtor, c.key as creditor, e.kind, e.cents::int
       from core.entry e join core.party d on d.id = e.debtor_id
       join core.party c on c.id = e.creditor_id
      where e.money_fact_id = $1 and e.cents <> 0 order by e.cents desc`,
    [saleId],
  );
}

t.test('the club sees yes or no, the youth service what is left, others nothing', async (t) => {
  const { number } = await addGiven();

  t.match(await linesOf(YOUTH, number), [
    { right: 'talententickets:first:pay', permit: true, remaining: 2000 },
    { right: 'talententickets:second:pay', permit: true, remaining: 2000 },
    { right: 'talententickets:third:pay', permit: true, remaining: 1000 },
  ]);
  const [seen, ...others] = await linesOf(CLUB, number);
  t.match(seen, { right: 'tickets', permit: true, remaining: null });
  t.same(others, []);
  for (const desk of ['mechelen-library-desk', 'mechelen-sports-desk', 'mechelen-social-house']) {
    t.same(await linesOf(desk, number), [], desk);
  }
});

t.test('vector 8: a fee of 120 euro at the social tariff, of which a ticket pays 20', async (t) => {
  const holder = await addGiven({ social: { status: 'ACTIVE', endDate: null } });
  const { number } = holder;
  const fee = await api.addEvent('judo-club', {
    municipality: 'mechelen',
    regularPriceCents: 12_000,
  });
  const [line] = await linesOf(CLUB, number);
  const asked = { number, eventId: fee };
  const ticket = ticketAt(await askPrice(api, CLUB, asked), asked);
  const allowances = [{ roleId: line?.roleId, allowance: 'first', cents: 2000 }];

  const answer = await api.as(CLUB).post('/ticket-sales', [{ ...ticket, allowances }]);

  t.equal(answer.statusCode, 200, answer.body);
  const [sale] = answer.json<{ id: string; toPayCents: number }[]>();
  t.equal(sale?.toPayCents, 400);
  t.same(await entriesOf(sale?.id), [
    { debtor: 'mechelen', creditor: 'judo-club', kind: 'funding', cents: 4800 },
    { debtor: 'youth', creditor: 'judo-club', kind: 'funding', cents: 2000 },
  ]);
  t.same(await leftOf(holder), { first: 0, second: 2000, third: 1000 });

  const next = ticketAt(await askPrice(api, CLUB, asked), asked);
  const tooMuch = [
    { roleId: line?.roleId, allowance: 'second', cents: 2000 },
    { roleId: line?.roleId, allowance: 'third', cents: 401 },
  ];
  const refused = await api.as(CLUB).post('/ticket-sales', [{ ...next, allowances: tooMuch }]);
  t.equal(refused.statusCode, 409, 'no more than there is to pay');
  t.match(refused.json(), { reason: { code: 'more-than-to-pay' }, toPayCents: 400 });
  t.match(refused.json(), { jsonPointer: '/0/allowances/1/cents' });
  t.same(await leftOf(holder), { first: 0, second: 2000, third: 1000 });

  t.equal((await api.as(CLUB).delete(`/ticket-sales/${sale?.id}`)).statusCode, 204);
  t.same(await leftOf(holder), { first: 2000, second: 2000, third: 1000 });
});

t.test('a club that sells nothing here is paid at most what is still to pay', async (t) => {
  const holder = await addGiven();

  const paid = await pay(holder, useOf('first', 1500, 1500));

  t.equal(paid.statusCode, 201, paid.body);
  t.match(paid.json(), { unit: 'cent', amount: 1500, remaining: null });
  t.same(await leftOf(holder), { first: 500, second: 2000, third: 1000 });
  const more = await pay(holder, useOf('second', 1501, 1500));
  t.equal(more.statusCode, 409);
  t.match(more.json(), {
    reason: { code: 'more-than-to-pay', nl: 'Er is minder te betalen dan dit bedrag.' },
    toPayCents: 1500,
    jsonPointer: '/amount',
  });
  const untold = await pay(holder, { allowance: 'second', amount: 100 });
  t.equal(untold.statusCode, 400);
  t.match(untold.json(), { jsonPointer: '/toPayCents' });
  t.equal((await pay(holder, useOf('fourth', 100))).statusCode, 400);
  t.equal((await pay(holder, { amount: 100, toPayCents: 100 })).statusCode, 400, 'which ticket?');
  t.equal((await pay(holder, useOf('first', 501))).statusCode, 409, 'not beyond what is left');
  t.same(await leftOf(holder), { first: 500, second: 2000, third: 1000 });
  t.same(
    await api.core.asOwner(
      `select d.key as debtor, c.key as creditor, e.cents::int
         from core.entry e join core.party d on d.id = e.debtor_id
         join core.party c on c.id = e.creditor_id join core.money_fact f on f.id = e.money_fact_id
        where f.passholder_id = $1 and e.cents <> 0`,
      [holder.passholderId],
    ),
    [{ debtor: 'youth', creditor: 'judo-club', cents: 1500 }],
  );
});

t.test('of 64 who use the last of a ticket at once, one does', async (t) => {
  const holder = await addGiven();
  t.equal((await pay(holder, useOf('third', 900))).statusCode, 201);

  const answers = await Promise.all(
    Array.from({ length: 64 }, () => pay(holder, useOf('third', 100))),
  );

  t.equal(answers.filter(({ statusCode }) => statusCode === 201).length, 1);
  const refused = answers.filter(({ statusCode }) => statusCode === 409);
  t.equal(refused.length, 63);
  for (const answer of refused) {
    t.match(answer.json(), { reason: { code: 'tickets', nl: 'Nu niet.' } });
    t.notMatch(answer.body, /remaining/);
  }
  t.same(await leftOf(holder), { first: 2000, second: 2000, third: 0 });
});

t.test('who is no recognised club gets nothing, and hears nothing', async (t) => {
  const holder = await addGiven();
  const [line] = await linesOf(CLUB, holder.number);
  const use = { card: holder.number, ...useOf('first', 100) };

  const sport = await api.as('mechelen-sports-desk').post(`/roles/${line?.roleId}/uses`, use);
  t.equal(sport.statusCode, 404, sport.body);
});

t.test('the last minute of 31 March pays, the first of April does not', async (t) => {
  const holder = await addGiven();
  api.core.setNow('2027-03-31T23:59:59+02:00');
  t.equal((await pay(holder, useOf('first', 100))).statusCode, 201);
  const [line] = await linesOf(CLUB, holder.number);

  api.core.setNow('2027-04-01T00:00:00+02:00');
  const late = await api
    .as(CLUB)
    .post(`/roles/${line?.roleId}/uses`, { card: holder.number, ...useOf('first', 100) });
  t.equal(late.statusCode, 409, late.body);
  t.same(await linesOf(CLUB, holder.number), []);
});

t.test('the books keep their laws', async (t) => {
  const broken = (await verifyInstallation(api.core)).filter(({ wrong }) => wrong > 0);
  t.same(broken, []);
});
