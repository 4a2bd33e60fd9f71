import fc from 'fast-check';
import t from 'tap';
import { type Account, bookFact } from '../../../core/billing/book-fact.ts';
import { violatedLaws } from '../../../core/billing/ledger-laws.ts';
import type { MoneyFact } from '../../../core/billing/money-fact.ts';
import { orderEntries } from '../../../core/billing/order-entries.ts';
import { HOLDER_PAYS, type PriceDecision, sumCents } from '../../../core/billing/price-decision.ts';
import { decideCharge } from '../../../core/tariffs/decide-charge.ts';
import { decidePrice } from '../../../core/tariffs/decide-price.ts';
import { payPart } from '../../../core/tariffs/pay-part.ts';
import { account, charge, chargeSocial, fact, party, price, question } from './random-sales.ts';

const AT_LIBRARY: Account = { owner: 'library', means: 'cash' };
const TICKET: PriceDecision = {
  earner: 'centre',
  payer: HOLDER_PAYS,
  regularPriceCents: 1000,
  priceCents: 200,
  source: 'social',
  shares: [
    { party: 'holder', cents: 200 },
    { party: 'centre', cents: 400 },
    { party: 'city', cents: 400 },
  ],
};

/** All of a fact but its amounts: what the number and kind of its rows betray. */
function rowsOf({ payments, shares, entries }: MoneyFact): unknown {
  return [payments, shares, entries].map((rows) => rows.map((row) => ({ ...row, cents: '#' })));
}

t.test('who took the money owes it to who earned it, and every payer its part', async (t) => {
  const sale = bookFact({ decisions: [TICKET], account: AT_LIBRARY });

  t.same(sale, {
    priceCents: 1000,
    earner: 'centre',
    payments: [{ payer: 'holder', accountOwner: 'library', means: 'cash', cents: 200 }],
    shares: TICKET.shares,
    entries: [
      { debtor: 'library', creditor: 'centre', kind: 'collection', cents: 200 },
      { debtor: 'city', creditor: 'centre', kind: 'funding', cents: 400 },
    ],
  });
});

t.test('who sells its own ticket collects nothing for another', async (t) => {
  const sale = bookFact({ decisions: [TICKET], account: { owner: 'centre', means: 'card' } });

  t.same(
    sale.entries.map(({ kind }) => kind),
    ['funding'],
  );
});

t.test('a ticket that is free for its holder is paid and collected with 0 cents', async (t) => {
  const free = payPart(TICKET, { fundedBy: { youth: 1 }, cents: 5000 });
  const sale = bookFact({ decisions: [free], account: AT_LIBRARY });

  t.match(sale.payments, [{ payer: 'holder', accountOwner: 'library', cents: 0 }]);
  t.match(sale.entries[0], { kind: 'collection', debtor: 'library', cents: 0 });
});

t.test('several items in one fact are each split and then added', async (t) => {
  const odd = decidePrice({
    regularPriceCents: 1003,
    earner: 'centre',
    social: {
      entitled: true,
      shares: [
        { party: 'holder', cents: 200 },
        { party: 'centre', cents: 401 },
        { party: 'city', cents: 402 },
      ],
    },
    proposals: [],
    town: new Set(),
  });
  const sale = bookFact({ decisions: [TICKET, odd, odd], account: AT_LIBRARY });

  t.equal(sale.priceCents, 3006);
  t.same(sale.shares, [
    { party: 'holder', cents: 600 },
    { party: 'centre', cents: 1202 },
    { party: 'city', cents: 1204 },
  ]);
  t.same(violatedLaws(sale), []);
});

t.test('a party that pays and also funds has one share, and entries of each kind', async (t) => {
  const decided = decideCharge(
    {
      priceCents: 1000,
      earner: 'club',
      reductions: [{ cents: 300, fundedBy: { sport: 2, city: 1 } }],
      payer: { party: 'sport', kind: 'fee' },
    },
    null,
  );
  const fee = bookFact({ decisions: [decided], account: null });

  t.same(fee.shares, [
    { party: 'sport', cents: 900 },
    { party: 'city', cents: 100 },
  ]);
  t.same(fee.entries, [
    { debtor: 'sport', creditor: 'club', kind: 'fee', cents: 700 },
    { debtor: 'city', creditor: 'club', kind: 'funding', cents: 100 },
    { debtor: 'sport', creditor: 'club', kind: 'funding', cents: 200 },
  ]);
  t.same(violatedLaws(fee), []);
});

t.test('a party that earns its own charge owes nobody', async (t) => {
  const payer = { party: 'sport', kind: 'fee' } as const;
  const decided = decideCharge({ priceCents: 300, earner: 'sport', payer }, null);

  t.same(bookFact({ decisions: [decided], account: null }).entries, []);
});

t.test('the entries of a fact have one order: kind, debtor, creditor', async (t) => {
  const entries = ['refund b a', 'fee b a', 'fee a c', 'fee a b', 'charge z a'].map((text) => {
    const [kind, debtor, creditor] = text.split(' ') as ['fee', string, string];
    return { kind, debtor, creditor, cents: 1 };
  });

  t.same(
    orderEntries(entries).map(({ kind, debtor, creditor }) => `${kind} ${debtor} ${creditor}`),
    ['charge z a', 'fee a b', 'fee a c', 'fee b a', 'refund b a'],
  );
});

t.test('every fact keeps the laws of the ledger', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fact, (booked) => violatedLaws(booked).length === 0),
      { numRuns: 1000 },
    ),
  );
});

t.test('no statement ever owes the earner more or less than the price', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fact, ({ priceCents, earner, payments, shares, entries }) => {
        const taken = sumCents(payments.filter(({ accountOwner }) => accountOwner === earner));
        const forgone = sumCents(shares.filter((share) => share.party === earner));

        return taken + sumCents(entries) + forgone === priceCents;
      }),
    ),
  );
});

t.test('a sale makes as many rows for a poor holder as for his twin', async (t) => {
  const voucher = fc
    .record({ party, cents: price })
    .map(({ party: funder, cents }) => ({ fundedBy: { [funder]: 1 }, cents }));
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(question, voucher, account, (asked, allowance, taken) => {
        const rowsWhen = (entitled: boolean) => {
          const social = asked.social && { ...asked.social, entitled };
          const decided = payPart(decidePrice({ ...asked, social }), allowance);
          return JSON.stringify(rowsOf(bookFact({ decisions: [decided], account: taken })));
        };

        return rowsWhen(true) === rowsWhen(false);
      }),
    ),
  );
});

t.test('a charge makes as many rows for a poor holder as for his twin', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(charge, chargeSocial, account, (owed, { rule }, taken) => {
        const rowsWhen = (entitled: boolean) => {
          const decided = decideCharge(owed, { entitled, rule });
          const into = decided.payer.party === 'holder' ? taken : null;
          return JSON.stringify(rowsOf(bookFact({ decisions: [decided], account: into })));
        };

        return rowsWhen(true) === rowsWhen(false);
      }),
    ),
  );
});

t.test('a fact without an item, or of two earners or payers, is our own mistake', async (t) => {
  const fee = { ...TICKET, payer: { party: 'holder', kind: 'fee' } } as const;
  const elsewhere = { ...TICKET, earner: 'library' };

  t.throws(() => bookFact({ decisions: [], account: AT_LIBRARY }), /at least one item/);
  t.throws(() => bookFact({ decisions: [TICKET, elsewhere], account: AT_LIBRARY }), /one earner/);
  t.throws(() => bookFact({ decisions: [TICKET, fee], account: AT_LIBRARY }), /one payer/);
});

t.test('what a holder pays needs an account, and what a party owes has none', async (t) => {
  const payer = { party: 'sport', kind: 'fee' } as const;
  const fee = decideCharge({ priceCents: 300, earner: 'club', payer }, null);

  t.throws(() => bookFact({ decisions: [TICKET], account: null }), /into an account/);
  t.throws(() => bookFact({ decisions: [fee], account: AT_LIBRARY }), /into an account/);
});

t.test('the holder neither earns nor collects', async (t) => {
  const own: Account = { owner: 'holder', means: 'cash' };
  const earned = { ...TICKET, earner: 'holder' };

  t.throws(() => bookFact({ decisions: [TICKET], account: own }), /holder earns and collects/);
  t.throws(() => bookFact({ decisions: [earned], account: AT_LIBRARY }), /earns and collects/);
});

t.test('shares that do not make the price are not booked', async (t) => {
  const short = { ...TICKET, regularPriceCents: 1001 };

  t.throws(() => bookFact({ decisions: [short], account: AT_LIBRARY }), /make the price/);
});
