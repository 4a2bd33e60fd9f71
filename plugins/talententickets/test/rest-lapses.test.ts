import fc from 'fast-check';
import t from 'tap';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { askPrice, ticketAt } from '../../../test/api/api-desk.ts';
import type { ApiHolder } from '../../../test/fixtures/open-api.ts';
import { TICKETS } from '../config.ts';
import { CLUB, openTalents, useOf } from './open-talents.ts';

/*
 * A town where the rest of a ticket that was used in part lapses with that use.
 */

const town = await openTalents(t, { rest: 'lapses' });
const { addChild, api, giveBudgets, leftOf, linesOf, pay } = town;
const fee = await api.addEvent('judo-club', { municipality: 'mechelen', regularPriceCents: 3000 });

async function sellWith(holder: ApiHolder, parts: readonly { allowance: string; cents: number }[]) {
  const [line] = await linesOf(CLUB, holder.number);
  const asked = { number: holder.number, eventId: fee };
  const ticket = ticketAt(await askPrice(api, CLUB, asked), asked);
  const allowances = parts.map((part) => ({ roleId: line?.roleId, ...part }));
  return api.as(CLUB).post('/ticket-sales', [{ ...ticket, allowances }]);
}

t.test('the rest lapses with the use, and the other tickets stay', async (t) => {
  const holder = await addChild();
  await giveBudgets();

  const paid = await pay(holder, useOf('first', 1500));

  t.equal(paid.statusCode, 201, paid.body);
  t.match(paid.json(), { amount: 1500, remaining: null }, 'what lapsed is not told');
  t.same(await leftOf(holder), { first: 0, second: 2000, third: 1000 });
  t.equal((await pay(holder, useOf('first', 1))).statusCode, 409);
});

t.test('a sale that is cancelled gives the rest back too', async (t) => {
  const holder = await addChild();
  await giveBudgets();
  const sold = await sellWith(holder, [
    { allowance: 'first', cents: 700 },
    { allowance: 'third', cents: 1000 },
  ]);
  t.equal(sold.statusCode, 200, sold.body);
  const [sale] = sold.json<{ id: string; toPayCents: number }[]>();
  t.equal(sale?.toPayCents, 1300);
  t.same(await leftOf(holder), { first: 0, second: 2000, third: 0 });

  t.equal((await api.as(CLUB).delete(`/ticket-sales/${sale?.id}`)).statusCode, 204);

  t.same(await leftOf(holder), { first: 2000, second: 2000, third: 1000 });
});

t.test('of 64 who use a part of it at once, one does', async (t) => {
  const holder = await addChild();
  await giveBudgets();

  const answers = await Promise.all(
    Array.from({ length: 64 }, () => pay(holder, useOf('second', 100))),
  );

  t.equal(answers.filter(({ statusCode }) => statusCode === 201).length, 1);
  t.same(await leftOf(holder), { first: 2000, second: 0, third: 1000 });
});

t.test('whatever is sold and cancelled, no ticket gives more than it is worth', async (t) => {
  const holder = await addChild();
  await giveBudgets();
  const worth = { first: 2000, second: 2000, third: 1000 };
  const part = fc.record({
    allowance: fc.constantFrom(...TICKETS),
    cents: fc.integer({ min: 1, max: 1200 }),
  });
  const property = fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(part, { selector: ({ allowance }) => allowance }),
      async (parts) => {
        const total = parts.reduce((sum, { cents }) => sum + cents, 0);
        const fits = parts.every(({ allowance, cents }) => cents <= worth[allowance]);
        const sold = await sellWith(holder, parts);
        if (!fits || total > 3000) return sold.statusCode === 409;
        const left = await leftOf(holder);
        const isTaken = TICKETS.every((ticket) => {
          const isUsed = parts.some(({ allowance }) => allowance === ticket);
          return left[ticket] === (isUsed ? 0 : worth[ticket]);
        });
        const [sale] = sold.json<{ id: string }[]>();
        await api.as(CLUB).delete(`/ticket-sales/${sale?.id}`);
        const back = await leftOf(holder);
        return isTaken && TICKETS.every((ticket) => back[ticket] === worth[ticket]);
      },
    ),
    { numRuns: 15 },
  );
  await t.resolves(property);
});

t.test('the books keep their laws', async (t) => {
  const broken = (await verifyInstallation(api.core)).filter(({ wrong }) => wrong > 0);
  t.same(broken, []);
});
