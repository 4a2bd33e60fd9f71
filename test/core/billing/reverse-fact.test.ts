import fc from 'fast-check';
import t from 'tap';
import { type Account, bookFact } from '../../../core/billing/book-fact.ts';
import { balancesOf, violatedLaws } from '../../../core/billing/ledger-laws.ts';
import type { MoneyFact } from '../../../core/billing/money-fact.ts';
import { type Reversal, type Reversible, reverseFact } from '../../../core/billing/reverse-fact.ts';
import { roundCash } from '../../../core/billing/round-cash.ts';
import { decideCharge } from '../../../core/tariffs/decide-charge.ts';
import { account, fact } from './random-sales.ts';

const AT_LIBRARY: Account = { owner: 'library', means: 'cash' };
const AT_CENTRE: Account = { owner: 'centre', means: 'card' };
const SALE = bookFact({
  decisions: [decideCharge({ priceCents: 500, earner: 'centre' }, null)],
  account: AT_LIBRARY,
});

const giverOf = (booked: MoneyFact, giver: Account) => (booked.payments.length > 0 ? giver : null);

t.test('the desk that took the money gives it back, and nobody owes anybody', async (t) => {
  t.same(reverseFact(SALE, AT_LIBRARY), {
    priceCents: -500,
    earner: 'centre',
    payments: [{ payer: 'holder', accountOwner: 'library', means: 'cash', cents: -500 }],
    shares: [{ party: 'holder', cents: -500 }],
    entries: [{ debtor: 'library', creditor: 'centre', kind: 'collection', cents: -500 }],
    isReversal: true,
  });
});

t.test('who gives back what another took is owed it by who took it', async (t) => {
  const { payments, entries } = reverseFact(SALE, AT_CENTRE);

  t.same(payments, [
    { payer: 'holder', accountOwner: 'library', means: 'cash', cents: -500 },
    { payer: 'centre', accountOwner: 'library', means: 'card', cents: 500 },
  ]);
  t.same(entries, [
    { debtor: 'library', creditor: 'centre', kind: 'collection', cents: -500 },
    { debtor: 'library', creditor: 'centre', kind: 'refund', cents: 500 },
  ]);
});

t.test('a free ticket is given back with as many rows as a paid one', async (t) => {
  const free = bookFact({
    decisions: [decideCharge({ priceCents: 0, earner: 'centre' }, null)],
    account: AT_LIBRARY,
  });
  const reversal = reverseFact(free, AT_CENTRE);

  t.equal(reversal.payments.length, 2);
  t.equal(reversal.entries.length, 2);
  t.ok(
    [...reversal.payments, ...reversal.shares, ...reversal.entries].every(({ cents }) =>
      Object.is(cents, 0),
    ),
    'nothing, and never minus nothing',
  );
});

t.test('a fee that is taken back moves no money', async (t) => {
  const payer = { party: 'sport', kind: 'fee' } as const;
  const fee = bookFact({
    decisions: [decideCharge({ priceCents: 300, earner: 'club', payer }, null)],
    account: null,
  });
  const reversal = reverseFact(fee, null);

  t.same(reversal.payments, []);
  t.same(reversal.entries, [{ debtor: 'sport', creditor: 'club', kind: 'fee', cents: -300 }]);
});

t.test('a rounding in cash can be taken back', async (t) => {
  t.same(violatedLaws(reverseFact(roundCash(1003, 'library'), AT_LIBRARY)), []);
});

t.test('every reversal keeps the laws of the ledger, whoever gives the money back', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fact, account, (booked, giver) => {
        return violatedLaws(reverseFact(booked, giverOf(booked, giver))).length === 0;
      }),
    ),
  );
});

t.test('a fact and its reversal leave everybody as he was', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fact, account, (booked, giver) => {
        const before = balancesOf(booked);
        const after = balancesOf(reverseFact(booked, giverOf(booked, giver)));

        return [...new Set([...before.keys(), ...after.keys()])].every((party) => {
          const [sale, back] = [before.get(party), after.get(party)];
          const sum = (column: 'revenueCents' | 'shareCents' | 'cashCents' | 'entryCents') =>
            (sale?.[column] ?? 0) + (back?.[column] ?? 0);

          return (
            sum('revenueCents') === 0 &&
            sum('shareCents') === 0 &&
            sum('cashCents') + sum('entryCents') === 0
          );
        });
      }),
    ),
  );
});

t.test('the holder has all his money back', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fact, account, (booked, giver) => {
        const paid = balancesOf(booked).get('holder')?.cashCents ?? 0;
        const back = balancesOf(reverseFact(booked, giverOf(booked, giver)));

        return paid + (back.get('holder')?.cashCents ?? 0) === 0;
      }),
    ),
  );
});

t.test('what was taken back cannot be taken back again', async (t) => {
  const reversal: MoneyFact = reverseFact(SALE, AT_LIBRARY);
  const isAcceptedByType: Reversal extends Reversible ? true : false = false;

  t.notOk(isAcceptedByType);
  t.throws(() => reverseFact(reversal, AT_LIBRARY), /cannot be reversed/);
});

t.test('money that was taken is given back by somebody, and none that was not', async (t) => {
  const unpaid: MoneyFact = { ...SALE, payments: [] };

  t.throws(() => reverseFact(SALE, null), /given back/);
  t.throws(() => reverseFact(unpaid, AT_LIBRARY), /given back/);
});
