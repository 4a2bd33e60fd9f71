import fc from 'fast-check';
import t from 'tap';
import { violatedLaws } from '../../../core/billing/ledger-laws.ts';
import { roundCash } from '../../../core/billing/round-cash.ts';

const roundingOf = (totalCents: number): number => roundCash(totalCents, 'library').priceCents;

t.test('1, 2, 6 and 7 cents are rounded down, 3, 4, 8 and 9 cents up', async (t) => {
  const totals = [1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009];

  t.same(totals.map(roundingOf), [0, -1, -2, 2, 1, 0, -1, -2, 2, 1]);
});

t.test('a total of five cents or less is paid as it is', async (t) => {
  t.same([0, 1, 2, 3, 4, 5, 6, 8].map(roundingOf), [0, 0, 0, 0, 0, 0, -1, 2]);
});

t.test('money given back is rounded as money taken', async (t) => {
  t.same([-1000, -1001, -1003, -3].map(roundingOf), [0, 1, -2, 0]);
});

t.test('the rounding is revenue of the till, borne by the holder, owed by nobody', async (t) => {
  t.same(roundCash(1003, 'library'), {
    priceCents: 2,
    earner: 'library',
    payments: [{ payer: 'holder', accountOwner: 'library', means: 'cash', cents: 2 }],
    shares: [{ party: 'holder', cents: 2 }],
    entries: [],
  });
});

t.test('a total that needs no rounding is a fact of 0 cents with the same rows', async (t) => {
  const rounded = roundCash(1000, 'library');

  t.ok(Object.is(rounded.priceCents, 0));
  t.equal(rounded.payments.length, 1);
  t.equal(rounded.shares.length, 1);
});

t.test('any total in cash ends on 0 or 5 and differs at most 2 cents', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (totalCents) => {
        const rounding = roundCash(totalCents, 'library');
        const paid = totalCents + rounding.priceCents;

        return (
          Math.abs(rounding.priceCents) <= 2 &&
          (paid % 5 === 0 || Math.abs(totalCents) < 5) &&
          violatedLaws(rounding).length === 0
        );
      }),
    ),
  );
});

t.test('half a cent cannot be rounded', async (t) => {
  t.throws(() => roundCash(0.5, 'library'), RangeError);
});
