import assert from 'node:assert/strict';
import { compareKeys } from '../billing/compare-keys.ts';
import { HOLDER, type Share } from '../billing/money-fact.ts';
import {
  assertPrice,
  fundBy,
  gatherShares,
  HOLDER_PAYS,
  type PriceDecision,
  type PriceSource,
  sumCents,
} from '../billing/price-decision.ts';
import type { PriceProposal } from '../contract/facts.ts';
import type { Cents, PartyKey, Weights } from '../contract/money.ts';

/** A price that a role of the holder offers. */
export interface RoleProposal extends PriceProposal {
  readonly plugin: string;
  readonly role: string;
}

/** The price of a coupon, and who funds what it lowers. */
export interface CouponOffer {
  readonly priceCents: Cents;
  readonly fundedBy: Weights;
}

/** All that the price of one item for one holder depends on. */
export interface PriceQuestion {
  readonly regularPriceCents: Cents;
  readonly earner: PartyKey;
  /**
   * The regular price split by the distribution key, also for who is not entitled: the payers of
   * the key are written down for everybody. Null where there is no social tariff for anybody.
   */
  readonly social: { readonly entitled: boolean; readonly shares: readonly Share[] } | null;
  readonly proposals: readonly RoleProposal[];
  /** Asked for by name: its price is taken where it lowers the regular one, whatever else does. */
  readonly coupon?: CouponOffer;
  /** The parties whose money is the town's. */
  readonly town: ReadonlySet<PartyKey>;
}

interface Offer {
  readonly source: PriceSource;
  readonly priceCents: Cents;
  readonly funding: readonly Share[];
}

/**
 * Decides what one item costs one holder. No stacking: the lowest price wins; of equal prices the
 * one that costs the town least (what its own departments forgo included), then by name. An offer
 * that lowers nothing is never taken.
 *
 * The shares name every payer of the key and every funder of every proposal, whether or not it
 * won, so that from their number nobody learns which tariff was used.
 */
export function decidePrice(question: PriceQuestion): PriceDecision {
  const { regularPriceCents, earner, social, proposals, town } = question;
  assertPrice(regularPriceCents);
  const offers = proposals.map((proposal) => offerOf(proposal, regularPriceCents));
  const socialOffer = social === null ? null : socialOfferOf(social.shares, regularPriceCents);
  const couponOffer = question.coupon && couponOfferOf(question.coupon, regularPriceCents);
  const entitled = socialOffer !== null && social?.entitled ? [...offers, socialOffer] : offers;
  const open = couponOffer ? [couponOffer] : entitled;

  const regular: Offer = { source: 'regular', priceCents: regularPriceCents, funding: [] };
  const best = open
    .filter((offer) => offer.priceCents < regularPriceCents)
    .reduce((least, offer) => (compareOffers(offer, least, town) < 0 ? offer : least), regular);

  const everyOffer = socialOffer === null ? offers : [...offers, socialOffer];
  const bystanders = everyOffer.flatMap(({ funding }) =>
    funding.map(({ party }) => ({ party, cents: 0 })),
  );
  const { source, priceCents } = best;
  const holder = { party: HOLDER, cents: priceCents };
  const shares = gatherShares(holder, [...best.funding, ...bystanders]);
  return { earner, payer: HOLDER_PAYS, regularPriceCents, priceCents, source, shares };
}

function offerOf(proposal: RoleProposal, regularPriceCents: Cents): Offer {
  const { plugin, role, priceCents, fundedBy } = proposal;
  assertPrice(priceCents);
  assert(priceCents <= regularPriceCents, `${plugin}:${role} proposes more than the regular price`);
  const funding = fundBy(regularPriceCents - priceCents, fundedBy);
  return { source: `${plugin}:${role}`, priceCents, funding };
}

function couponOfferOf({ priceCents, fundedBy }: CouponOffer, regularPriceCents: Cents): Offer {
  assertPrice(priceCents);
  assert(priceCents <= regularPriceCents, 'a coupon asks no more than the regular price');
  return {
    source: 'coupon',
    priceCents,
    funding: fundBy(regularPriceCents - priceCents, fundedBy),
  };
}

function socialOfferOf(shares: readonly Share[], regularPriceCents: Cents): Offer {
  const [holder, ...funding] = shares;
  assert(holder?.party === HOLDER, 'the holder comes first in a social price');
  assert(sumCents(shares) === regularPriceCents, 'a social price is split of the regular price');
  return { source: 'social', priceCents: holder.cents, funding };
}

function compareOffers(a: Offer, b: Offer, town: ReadonlySet<PartyKey>): number {
  const costOf = ({ funding }: Offer): Cents =>
    sumCents(funding.filter(({ party }) => town.has(party)));
  return (
    a.priceCents - b.priceCents ||
    costOf(a) - costOf(b) ||
    compareKeys(a.source, b.source) ||
    // One role may propose the same price twice, funded otherwise: the order must not decide.
    compareKeys(textOf(a), textOf(b))
  );
}

function textOf({ priceCents, funding }: Offer): string {
  return JSON.stringify(gatherShares({ party: HOLDER, cents: priceCents }, funding));
}
