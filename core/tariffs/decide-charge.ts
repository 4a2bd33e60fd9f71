import assert from 'node:assert/strict';
import { type DistributionKey, percentOf, splitSocialPrice } from '../billing/distribution-key.ts';
import { HOLDER, type Share } from '../billing/money-fact.ts';
import {
  assertPrice,
  fundBy,
  gatherShares,
  HOLDER_PAYS,
  type PriceDecision,
} from '../billing/price-decision.ts';
import type { Cents, Charge, PartyKey } from '../contract/money.ts';

/** How the social tariff comes off a charge: by the town's key, or by the role's own percentage. */
export type ChargeReduction =
  | { readonly key: DistributionKey; readonly residencePayer: PartyKey | null }
  | { readonly percent: number; readonly funder: PartyKey };

/**
 * The social tariff of a role. Given for every holder, entitled or not, so that all write alike.
 */
export interface ChargeSocial {
  readonly entitled: boolean;
  readonly rule: ChargeReduction;
}

/**
 * Decides who bears a charge of a role: its reductions in their order, each at most what is left,
 * then the social tariff on what is left, rounded down for the payer. The payer bears the rest.
 *
 * A role's own reductions are part of its regular tariff: the source is `social` only when the
 * social tariff lowered the price.
 *
 * @param social null when the role has no social tariff
 */
export function decideCharge(charge: Charge, social: ChargeSocial | null): PriceDecision {
  const { priceCents: regularPriceCents, earner, reductions = [] } = charge;
  assertPrice(regularPriceCents);
  assert(earner !== HOLDER && charge.payer?.party !== HOLDER, 'the holder is no party');

  let leftCents = regularPriceCents;
  const funding: Share[] = [];
  for (const { cents, fundedBy } of reductions) {
    assertPrice(cents);
    const takenCents = Math.min(cents, leftCents);
    funding.push(...fundBy(takenCents, fundedBy));
    leftCents -= takenCents;
  }

  const split = social === null ? null : splitLeft(leftCents, earner, social.rule);
  const isLowered = social?.entitled === true && split !== null && split.payerCents < leftCents;
  for (const { party, cents } of split?.funding ?? []) {
    funding.push({ party, cents: isLowered ? cents : 0 });
  }

  const payer = charge.payer ?? HOLDER_PAYS;
  const priceCents = isLowered ? split.payerCents : leftCents;
  const shares = gatherShares({ party: payer.party, cents: priceCents }, funding);
  const source = isLowered ? 'social' : 'regular';
  return { earner, payer, regularPriceCents, priceCents, source, shares };
}

function splitLeft(
  leftCents: Cents,
  earner: PartyKey,
  rule: ChargeReduction,
): { payerCents: Cents; funding: readonly Share[] } | null {
  if ('percent' in rule) {
    const { percent, funder } = rule;
    assert(Number.isInteger(percent) && percent >= 0 && percent <= 100, `${percent} is no percent`);
    const payerCents = percentOf(leftCents, 100 - percent);
    return { payerCents, funding: [{ party: funder, cents: leftCents - payerCents }] };
  }
  const { key, residencePayer } = rule;
  const shares = splitSocialPrice(leftCents, key, { residencePayer, organizer: earner });
  if (shares === null) return null;
  const [holder, ...funding] = shares;
  assert(holder?.party === HOLDER, 'the holder comes first in a social price');
  return { payerCents: holder.cents, funding };
}
