import { discountedPrice } from '../../core/contract/discount.ts';
import type { PricedFacts, PriceProposal, Quote } from '../../core/contract/facts.ts';
import type { FriendsConfig } from './config.ts';
import { TICKET_DISCOUNT } from './friend-rights.ts';

/** The friend's price of a ticket, on events of the cultural centre only. */
export function friendsPrice(
  { config, granted }: PricedFacts<FriendsConfig>,
  { event, regularPriceCents }: Quote,
): PriceProposal[] {
  if (event.organizer !== config.department || !granted.includes(TICKET_DISCOUNT)) return [];
  const { price, fundedBy } = config.ticketDiscount;
  return [{ priceCents: discountedPrice(regularPriceCents, price), fundedBy }];
}
