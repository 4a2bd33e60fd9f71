import { discountedPrice } from '../../core/contract/discount.ts';
import type { PricedFacts, PriceProposal, Quote } from '../../core/contract/facts.ts';
import type { StaffConfig } from './config.ts';
import { BUY_MEAL } from './staff-rights.ts';

/** The staff price at a restaurant that has one; the till learns the price and not the reason. */
export function mealPrice(
  { config, granted }: PricedFacts<StaffConfig>,
  { event, regularPriceCents }: Quote,
): PriceProposal[] {
  const meal = config.meals[event.organizer];
  if (meal === undefined || !granted.includes(BUY_MEAL)) return [];
  const priceCents = discountedPrice(regularPriceCents, meal.price);
  return [{ priceCents, fundedBy: meal.fundedBy }];
}
