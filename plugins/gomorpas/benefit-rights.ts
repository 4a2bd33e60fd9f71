import { discountedPrice } from '../../core/contract/discount.ts';
import type { Facts, PricedFacts, PriceProposal, Quote, Right } from '../../core/contract/facts.ts';
import { findBenefit, fundersOf } from './benefits.ts';
import type { GomorpasConfig, Granted } from './config.ts';

/** The right to a benefit at its partners. */
export const USE = 'gomorpas:benefit:use';

/** One line for each benefit of a holder, with what is left of it in this period. */
export function benefitRights({ config, role }: Facts<GomorpasConfig, Granted>): Right[] {
  const benefit = findBenefit(config, role.name, role.attributes);
  if (!benefit) return [];
  const allowance = benefit.tickets ? 'tickets' : 'budget';
  return [{ right: USE, title: { nl: benefit.title }, allowance }];
}

/**
 * The price of a ticket of a partner; a till learns the price and not the reason. What is left is
 * core's to count: a benefit that is used up grants nothing, and offers nothing.
 */
export function benefitPrice(
  { config, granted, role }: PricedFacts<GomorpasConfig, Granted>,
  { event, regularPriceCents }: Quote,
): PriceProposal[] {
  const benefit = findBenefit(config, role.name, role.attributes);
  if (!benefit?.tickets || !granted.includes(USE)) return [];
  if (!benefit.partners.includes(event.organizer)) return [];
  const priceCents = discountedPrice(regularPriceCents, benefit.tickets.price);
  return [{ priceCents, fundedBy: fundersOf(config, benefit) }];
}
