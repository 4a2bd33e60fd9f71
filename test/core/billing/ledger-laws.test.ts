import fc from 'fast-check';
import t from 'tap';
import { balancesOf, violatedLaws } from '../../../core/billing/ledger-laws.ts';
import type { Entry, MoneyFact } from '../../../core/billing/money-fact.ts';
import { fact } from './random-sales.ts';

const COLLECTED: Entry = { debtor: 'library', creditor: 'centre', kind: 'collection', cents: 200 };
const FUNDED: Entry = { debtor: 'city', creditor: 'centre', kind: 'funding', cents: 400 };
const SALE: MoneyFact = {
  priceCents: 1000,
  earner: 'centre',
  payments: [{ payer: 'holder', accountOwner: 'library', means: 'cash', cents: 200 }],
  shares: [
    { party: 'holder', cents: 200 },
    { party: 'centre', cents: 400 },
    { party: 'city', cents: 400 },
  ],
  entries: [COLLECTED, FUNDED],
};

t.test('a sale in which everybody bears his part and owes the rest keeps the laws', async (t) => {
  t.same(violatedLaws(SALE), []);
});

t.test('what each party earns, bears, takes and is owed can be read from a fact', async (t) => {
  const balances = balancesOf(SALE);

  t.same(balances.get('centre'), {
    revenueCents: 1000,
    shareCents: 400,
    cashCents: 0,
    entryCents: 600,
  });
  t.match(balances.get('library'), { cashCents: 200, entryCents: -200 });
  t.match(balances.get('holder'), { shareCents: 200, cashCents: -200, entryCents: 0 });
  t.match(balances.get('city'), { shareCents: 400, entryCents: -400 });
});

t.test('shares that do not make the price are named', async (t) => {
  t.ok(
    violatedLaws({ ...SALE, priceCents: 1001 }).includes('the shares make 1000, the price is 1001'),
  );
});

t.test('a party that is owed less than its revenue without its share is named', async (t) => {
  const unfunded = { ...SALE, entries: [COLLECTED] };

  t.same(violatedLaws(unfunded), [
    'centre: cash and entries make 200, revenue less share is 600',
    'city: cash and entries make 0, revenue less share is -400',
  ]);
});

t.test('a holder who paid another amount than his share is named', async (t) => {
  const payments = SALE.payments.map((payment) => ({ ...payment, cents: 205 }));

  t.same(violatedLaws({ ...SALE, payments }), [
    'holder: cash and entries make -205, revenue less share is -200',
    'library: cash and entries make 5, revenue less share is 0',
  ]);
});

t.test('who owes or pays himself, or has two shares, is named', async (t) => {
  const owing = { ...SALE, entries: [...SALE.entries, { ...FUNDED, debtor: 'centre' }] };
  const toItself = { payer: 'library', accountOwner: 'library', means: 'cash', cents: 5 } as const;
  const paying = { ...SALE, payments: [...SALE.payments, toItself] };
  const sharing = { ...SALE, shares: [...SALE.shares, { party: 'city', cents: 0 }] };

  t.same(violatedLaws(owing), ['centre owes himself']);
  t.same(violatedLaws(paying), ['library pays himself']);
  t.same(violatedLaws(sharing), ['city has more than one share']);
});

t.test('an entry with the holder and an amount of half a cent are named', async (t) => {
  const withHolder = [COLLECTED, FUNDED, { ...FUNDED, debtor: 'holder', cents: 0 }];
  const halved = { ...FUNDED, cents: 399.5 };

  t.same(violatedLaws({ ...SALE, entries: withHolder }), [
    'the holder is in an entry of kind funding',
  ]);
  t.match(violatedLaws({ ...SALE, entries: [COLLECTED, halved] }), [
    '399.5 is not a whole number of cents',
  ]);
});

t.test('a cent too much or too little on any row breaks a law', async (t) => {
  const change = fc.constantFrom(-1, 1, 0.5);
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fact, fc.nat(), change, (booked, row, cents) => {
        const rows = [...booked.payments, ...booked.shares, ...booked.entries];
        const wrong = rows[row % rows.length];
        const alter = <Row extends { cents: number }>(list: readonly Row[]): Row[] =>
          list.map((each) =>
            (each as unknown) === wrong ? { ...each, cents: each.cents + cents } : each,
          );
        const altered = {
          ...booked,
          payments: alter(booked.payments),
          shares: alter(booked.shares),
          entries: alter(booked.entries),
        };

        return violatedLaws(altered).length > 0;
      }),
    ),
  );
});

t.test('a fact that lost a row with money on it breaks a law', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fact, fc.nat(), (booked, row) => {
        const rows = [...booked.payments, ...booked.shares, ...booked.entries];
        const lost: unknown = rows.filter(({ cents }) => cents !== 0)[row % rows.length];
        const keep = <Row>(list: readonly Row[]): Row[] => list.filter((each) => each !== lost);
        const left = {
          ...booked,
          payments: keep(booked.payments),
          shares: keep(booked.shares),
          entries: keep(booked.entries),
        };

        return lost === undefined || violatedLaws(left).length > 0;
      }),
    ),
  );
});
