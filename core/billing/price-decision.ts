import assert from 'node:assert/strict';
import {
  assertCents,
  type Cents,
  type PartyKey,
  splitByWeights,
  type Weights,
} from '../contract/money.ts';
import { compareKeys } from './compare-keys.ts';
import { HOLDER, type Share } from './money-fact.ts';

/**
 * Which tariff gave the price: the regular one, the social one, that of a coupon, or that of
 * `<plugin>:<role>`.
 */
export type PriceSource = 'regular' | 'social' | 'coupon' | `${string}:${string}`;

/** Who bears what nobody else funds, and the kind of entry that makes. */
export type Payer =
  | { readonly party: typeof HOLDER; readonly kind: 'collection' }
  | { readonly party: PartyKey; readonly kind: 'fee' | 'charge' };

/** The payer of every sale: what the holder pays is collected by the owner of an account. */
export const HOLDER_PAYS: Payer = { party: HOLDER, kind: 'collection' };

/**
 * What one item costs, and who bears it.
 *
 * The first share is what the payer pays (`priceCents`); the others follow by party key, one each,
 * zeros included, and sum with it to the regular price. Only a payer that also funds has two.
 */
export interface PriceDecision {
  readonly earner: PartyKey;
  readonly payer: Payer;
  readonly regularPriceCents: Cents;
  readonly priceCents: Cents;
  readonly source: PriceSource;
  readonly shares: readonly Share[];
}

/** Splits what is funded over those who fund it, zeros included: see {@link splitByWeights}. */
export function fundBy(cents: Cents, weights: Weights): Share[] {
  return splitByWeights(cents, weights).map(([party, part]) => ({ party, cents: part }));
}

/** Puts the payer's share first, then that of each funder: one sum per party, by key. */
export function gatherShares(payer: Share, funding: readonly Share[]): Share[] {
  const sums = new Map<PartyKey, Cents>();
  for (const { party, cents } of funding) {
    assert(party !== HOLDER, 'the holder funds nothing');
    sums.set(party, (sums.get(party) ?? 0) + cents);
  }
  const funders = [...sums].map(([party, cents]) => ({ party, cents }));
  return [payer, ...funders.toSorted((a, b) => compareKeys(a.party, b.party))];
}

/** The sum of amounts; 0 when there are none. */
export function sumCents(amounts: readonly { readonly cents: Cents }[]): Cents {
  return amounts.reduce((sum, { cents }) => sum + cents, 0);
}

/** Asserts that an amount can be a price: whole cents, 0 or more. */
export function assertPrice(cents: Cents): void {
  assertCents(cents);
  assert(cents >= 0, `a price of ${cents} cents is below zero`);
}
