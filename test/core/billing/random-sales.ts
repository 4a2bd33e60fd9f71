import fc from 'fast-check';
import { type Account, bookFact } from '../../../core/billing/book-fact.ts';
import { type DistributionKey, splitSocialPrice } from '../../../core/billing/distribution-key.ts';
import type { MoneyFact } from '../../../core/billing/money-fact.ts';
import type { PriceDecision } from '../../../core/billing/price-decision.ts';
import type { Cents, Charge, PartyKey, Weights } from '../../../core/contract/money.ts';
import { type ChargeSocial, decideCharge } from '../../../core/tariffs/decide-charge.ts';
import {
  decidePrice,
  type PriceQuestion,
  type RoleProposal,
} from '../../../core/tariffs/decide-price.ts';
import { payPart } from '../../../core/tariffs/pay-part.ts';

const PARTIES = ['centre', 'city', 'club', 'library', 'sport', 'uit', 'welfare'] as const;

/** Any party of a small town, so that payer, funder, earner and seller are often the same. */
export const party: fc.Arbitrary<PartyKey> = fc.constantFrom(...PARTIES);

/** Prices as they occur, and the small ones at which roundings show. */
export const price: fc.Arbitrary<Cents> = fc.oneof(
  fc.integer({ min: 0, max: 30 }),
  fc.integer({ min: 0, max: 20_000 }),
);

function weightsOver(names: fc.Arbitrary<string>): fc.Arbitrary<Weights> {
  return fc
    .uniqueArray(fc.tuple(names, fc.integer({ min: 0, max: 50 })), {
      minLength: 1,
      maxLength: 5,
      selector: ([name]) => name,
    })
    .filter((pairs) => pairs.some(([, weight]) => weight > 0))
    .map((pairs) => Object.fromEntries(pairs));
}

/** Who funds a price: one party or several, some of them for nothing. */
const weights: fc.Arbitrary<Weights> = weightsOver(party);

/** Any distribution key, within the norm or not. */
export const distributionKey: fc.Arbitrary<DistributionKey> = fc.record({
  holder: fc.oneof(
    fc.record({ percent: fc.integer({ min: 0, max: 100 }) }),
    fc.record({ priceCents: price }),
  ),
  stepCents: fc.constantFrom(1, 5, 10, 50),
  others: weightsOver(fc.constantFrom('residence', 'organizer', 'fund', ...PARTIES)),
});

/** What a till, terminal or web shop of any party takes. */
export const account: fc.Arbitrary<Account> = fc.record({
  owner: party,
  means: fc.constantFrom('cash', 'card', 'online', 'statement'),
});

/** An offer of a role for an item of this regular price. */
export function proposalFor(regularPriceCents: Cents): fc.Arbitrary<RoleProposal> {
  return fc.record({
    plugin: fc.constantFrom('friends', 'staff', 'youth'),
    role: fc.constantFrom('member', 'badge'),
    priceCents: fc.integer({ min: 0, max: regularPriceCents }),
    fundedBy: weights,
  });
}

/** What one item costs one holder, and all that may lower it. */
export const question: fc.Arbitrary<PriceQuestion> = fc
  .tuple(price, party, distributionKey, fc.option(party), fc.boolean())
  .chain(([regularPriceCents, earner, key, residencePayer, entitled]) => {
    const shares = splitSocialPrice(regularPriceCents, key, { residencePayer, organizer: earner });
    return fc.record({
      regularPriceCents: fc.constant(regularPriceCents),
      earner: fc.constant(earner),
      social: fc.constant(shares === null ? null : { entitled, shares }),
      proposals: fc.array(proposalFor(regularPriceCents), { maxLength: 4 }),
      town: fc.subarray([...PARTIES]).map((parties) => new Set(parties)),
    });
  });

/** A charge of a role, borne by the holder or by a party. */
export const charge: fc.Arbitrary<Charge> = fc
  .record({
    priceCents: price,
    earner: party,
    reductions: fc.array(fc.record({ cents: price, fundedBy: weights }), { maxLength: 3 }),
    payer: fc.option(
      fc.record({ party, kind: fc.constantFrom('fee' as const, 'charge' as const) }),
    ),
  })
  .map(({ payer, ...rest }) => (payer === null ? rest : { ...rest, payer }));

/** The social tariff of a role, by the town's key or by its own percentage. */
export const chargeSocial: fc.Arbitrary<ChargeSocial> = fc.record({
  entitled: fc.boolean(),
  rule: fc.oneof(
    fc.record({ key: distributionKey, residencePayer: fc.option(party) }),
    fc.record({ percent: fc.integer({ min: 0, max: 100 }), funder: party }),
  ),
});

/** One decided item: a ticket, with or without a voucher, or a charge. */
const decision: fc.Arbitrary<PriceDecision> = fc.oneof(
  question.map(decidePrice),
  fc
    .tuple(question, party, price)
    .map(([asked, funder, cents]) =>
      payPart(decidePrice(asked), { fundedBy: { [funder]: 1 }, cents }),
    ),
  fc.tuple(charge, fc.option(chargeSocial)).map(([owed, social]) => decideCharge(owed, social)),
);

/** Any fact that a decision can become: of one item, or of several equal ones. */
export const fact: fc.Arbitrary<MoneyFact> = fc
  .tuple(decision, fc.integer({ min: 1, max: 3 }), account)
  .map(([decided, items, taken]) =>
    bookFact({
      decisions: Array.from({ length: items }, () => decided),
      account: decided.payer.party === 'holder' ? taken : null,
    }),
  );
