import assert from 'node:assert/strict';
import { HOLDER } from '../billing/money-fact.ts';
import {
  assertPrice,
  fundBy,
  gatherShares,
  type PriceDecision,
} from '../billing/price-decision.ts';
import type { Cents, Weights } from '../contract/money.ts';

/**
 * Lets an allowance in cents (a Talententicket, a voucher) pay part of what the holder still has
 * to pay: at most all of it. Several are taken by calling again, in the order that was asked for.
 *
 * What it took is the difference of `priceCents` before and after; those who fund it bear it.
 *
 * @param allowance `cents` is what may be taken: 0 or more
 */
export function payPart(
  decision: PriceDecision,
  allowance: { readonly fundedBy: Weights; readonly cents: Cents },
): PriceDecision {
  const { payer, shares } = decision;
  assert(payer.party === HOLDER, 'an allowance pays for its holder only');
  assertPrice(allowance.cents);

  const takenCents = Math.min(allowance.cents, decision.priceCents);
  const priceCents = decision.priceCents - takenCents;
  const funding = [...shares.slice(1), ...fundBy(takenCents, allowance.fundedBy)];
  const holder = { party: HOLDER, cents: priceCents };
  return { ...decision, priceCents, shares: gatherShares(holder, funding) };
}
