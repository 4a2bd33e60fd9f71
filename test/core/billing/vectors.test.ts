import t from 'tap';
import { type Account, bookFact } from '../../../core/billing/book-fact.ts';
import {
  DEFAULT_DISTRIBUTION_KEY,
  type KeyParties,
  splitSocialPrice,
} from '../../../core/billing/distribution-key.ts';
import { balancesOf, violatedLaws } from '../../../core/billing/ledger-laws.ts';
import type { MoneyFact } from '../../../core/billing/money-fact.ts';
import { reverseFact } from '../../../core/billing/reverse-fact.ts';
import type { Charge } from '../../../core/contract/money.ts';
import { decideCharge } from '../../../core/tariffs/decide-charge.ts';
import { decidePrice, type RoleProposal } from '../../../core/tariffs/decide-price.ts';
import { payPart } from '../../../core/tariffs/pay-part.ts';

const at = (owner: string): Account => ({ owner, means: 'card' });

/** `LIB>CC 500 collection`, as the table of the vectors writes it. */
function entriesOf(fact: MoneyFact): string[] {
  return fact.entries.map(({ debtor, creditor, cents, kind }) => {
    return `${debtor}>${creditor} ${cents} ${kind}`;
  });
}

function sharesOf(fact: MoneyFact): Record<string, number> {
  return Object.fromEntries(fact.shares.map(({ party, cents }) => [party, cents]));
}

function cashOf(fact: MoneyFact, party: string): number | undefined {
  return balancesOf(fact).get(party)?.cashCents;
}

function socialTicket(regularPriceCents: number, parties: KeyParties) {
  const shares = splitSocialPrice(regularPriceCents, DEFAULT_DISTRIBUTION_KEY, parties);
  return decidePrice({
    regularPriceCents,
    earner: parties.organizer,
    social: shares === null ? null : { entitled: true, shares },
    proposals: [],
    town: new Set(['LIER']),
  });
}

function rolePriced(regularPriceCents: number, earner: string, proposal: RoleProposal): MoneyFact {
  const decided = decidePrice({
    regularPriceCents,
    earner,
    social: null,
    proposals: [proposal],
    town: new Set(),
  });
  return bookFact({ decisions: [decided], account: at(earner) });
}

function borneByKey(charge: Charge, stepCents: number) {
  const key = { ...DEFAULT_DISTRIBUTION_KEY, stepCents };
  return decideCharge(charge, { entitled: true, rule: { key, residencePayer: 'LIER' } });
}

t.test('vector 1: the library sells a friend of the centre his membership', async (t) => {
  const charge = {
    priceCents: 1000,
    earner: 'CC',
    reductions: [{ cents: 500, fundedBy: { UIT: 3, LIB: 1, CC: 1 } }],
  };
  const fact = bookFact({ decisions: [decideCharge(charge, null)], account: at('LIB') });

  t.same(sharesOf(fact), { holder: 500, UIT: 300, LIB: 100, CC: 100 });
  t.same(entriesOf(fact), ['LIB>CC 500 collection', 'LIB>CC 100 funding', 'UIT>CC 300 funding']);
  t.same(violatedLaws(fact), []);
});

t.test('vector 2: a social ticket at the own desk of the club', async (t) => {
  const decided = socialTicket(1003, { residencePayer: 'LIER', organizer: 'CLUB' });
  const fact = bookFact({ decisions: [decided], account: at('CLUB') });

  t.match(decided, { source: 'social', regularPriceCents: 1003, priceCents: 200 });
  t.same(sharesOf(fact), { holder: 200, LIER: 402, CLUB: 401 });
  t.same(entriesOf(fact), ['LIER>CLUB 402 funding']);
  t.same(violatedLaws(fact), []);
});

t.test('vectors 3 and 4: a ticket sold at the library, and given back by the centre', async (t) => {
  const decided = socialTicket(1000, { residencePayer: 'NIJLEN', organizer: 'CC' });
  const sale = bookFact({ decisions: [decided], account: at('LIB') });
  const cancelled = reverseFact(sale, at('CC'));

  t.same(sharesOf(sale), { holder: 200, NIJLEN: 400, CC: 400 });
  t.same(entriesOf(sale), ['LIB>CC 200 collection', 'NIJLEN>CC 400 funding']);
  t.same(violatedLaws(sale), []);

  t.same(sharesOf(cancelled), { holder: -200, NIJLEN: -400, CC: -400 });
  t.same(entriesOf(cancelled), [
    'LIB>CC -200 collection',
    'NIJLEN>CC -400 funding',
    'LIB>CC 200 refund',
  ]);
  t.equal(cashOf(cancelled, 'CC'), -200);
  t.equal(cashOf(cancelled, 'LIB'), 0);
  t.equal(cashOf(cancelled, 'holder'), 200);
  t.same(violatedLaws(cancelled), []);
});

t.test('vector 5: a social turn card, and one turn at the city company', async (t) => {
  const card = borneByKey({ priceCents: 4500, earner: 'SPORT' }, 1);
  const sale = bookFact({ decisions: [card], account: at('SPORT') });
  const fee: Charge = {
    priceCents: 300,
    earner: 'AGB',
    payer: { party: 'SPORT', kind: 'fee' },
  };
  const turn = bookFact({ decisions: [decideCharge(fee, null)], account: null });

  t.same(sharesOf(sale), { holder: 900, LIER: 1800, SPORT: 1800 });
  t.same(entriesOf(sale), ['LIER>SPORT 1800 funding']);
  t.same(violatedLaws(sale), []);
  t.same(sharesOf(turn), { SPORT: 300 });
  t.same(entriesOf(turn), ['SPORT>AGB 300 fee']);
  t.same(violatedLaws(turn), []);
});

t.test('vector 6: a day of childcare for two children of one household', async (t) => {
  const day = (halfHours: number) => {
    const priceCents = halfHours * 100;
    const payer = { party: 'PAYER', kind: 'charge' } as const;
    const reductions = [{ cents: priceCents / 4, fundedBy: { CARE: 1 } }];
    const social = { entitled: true, rule: { percent: 50, funder: 'OCMW' } };
    return decideCharge({ priceCents, earner: 'CARE', reductions, payer }, social);
  };
  const fact = bookFact({ decisions: [day(6), day(3)], account: null });

  t.equal(day(6).priceCents, 225);
  t.equal(day(3).priceCents, 112);
  t.equal(fact.priceCents, 900);
  t.same(sharesOf(fact), { PAYER: 337, OCMW: 338, CARE: 225 });
  t.same(entriesOf(fact), ['PAYER>CARE 337 charge', 'OCMW>CARE 338 funding']);
  t.same(violatedLaws(fact), []);
});

t.test('vector 7: a social Grabbelpas sold at the library, and the fee of the club', async (t) => {
  const pass = borneByKey({ priceCents: 789, earner: 'YOUTH' }, 5);
  const sale = bookFact({ decisions: [pass], account: at('LIB') });
  const fee: Charge = {
    priceCents: 650,
    earner: 'CLUB',
    payer: { party: 'YOUTH', kind: 'fee' },
  };
  const presence = bookFact({ decisions: [decideCharge(fee, null)], account: null });

  t.same(sharesOf(sale), { holder: 155, LIER: 317, YOUTH: 317 });
  t.same(entriesOf(sale), ['LIB>YOUTH 155 collection', 'LIER>YOUTH 317 funding']);
  t.same(violatedLaws(sale), []);
  t.same(sharesOf(presence), { YOUTH: 650 });
  t.same(entriesOf(presence), ['YOUTH>CLUB 650 fee']);
  t.same(violatedLaws(presence), []);
});

t.test('vector 8: a social club fee of which a Talententicket pays a part', async (t) => {
  const social = socialTicket(12_000, { residencePayer: 'LIER', organizer: 'CLUB' });
  const decided = payPart(social, { fundedBy: { YOUTH: 1 }, cents: 2000 });
  const fact = bookFact({ decisions: [decided], account: at('CLUB') });

  t.same(sharesOf(fact), { holder: 400, YOUTH: 2000, LIER: 4800, CLUB: 4800 });
  t.same(entriesOf(fact), ['LIER>CLUB 4800 funding', 'YOUTH>CLUB 2000 funding']);
  t.equal(cashOf(fact, 'holder'), -400);
  t.same(violatedLaws(fact), []);
});

t.test('vector 9: meal, cinema, pass and reward drink are funded by who offers them', async (t) => {
  const meal = { plugin: 'staff-card', role: 'badge', priceCents: 400, fundedBy: { HR: 1 } };
  const film = { plugin: 'youth', role: 'youth', priceCents: 600, fundedBy: { YOUTH: 1 } };
  const soup = { plugin: 'gomor', role: 'meal', priceCents: 400, fundedBy: { WELFARE: 1 } };
  const pass = decideCharge({ priceCents: 500, earner: 'UIT' }, null);
  const drink = decideCharge(
    { priceCents: 250, earner: 'CINEMA', reductions: [{ cents: 250, fundedBy: { UIT: 1 } }] },
    null,
  );
  const facts = [
    rolePriced(850, 'REST', meal),
    rolePriced(800, 'CINEMA', film),
    rolePriced(1200, 'REST', soup),
    bookFact({ decisions: [pass], account: at('LIB') }),
    bookFact({ decisions: [drink], account: at('CINEMA') }),
  ];

  t.same(facts.map(entriesOf), [
    ['HR>REST 450 funding'],
    ['YOUTH>CINEMA 200 funding'],
    ['WELFARE>REST 800 funding'],
    ['LIB>UIT 500 collection'],
    ['UIT>CINEMA 250 funding'],
  ]);
  t.same(facts.map(sharesOf), [
    { holder: 400, HR: 450 },
    { holder: 600, YOUTH: 200 },
    { holder: 400, WELFARE: 800 },
    { holder: 500 },
    { holder: 0, UIT: 250 },
  ]);
  t.same(facts.flatMap(violatedLaws), []);
});
