import { discountedPrice } from '../../core/contract/discount.ts';
import type { Facts, PricedFacts, PriceProposal, Quote, Right } from '../../core/contract/facts.ts';
import type { YouthCardConfig } from './config.ts';

/** The right to a reduction at the partners of the youth service. */
export const TICKET_DISCOUNT = 'jongerenkaart:ticket:discount';

/** What a youth card is for. */
export function youthRights(_facts: Facts<YouthCardConfig>): Right[] {
  return [{ right: TICKET_DISCOUNT, title: { nl: 'Jongerenprijs bij de partners' } }];
}

/** The reduction at the organizer of the event, borne by the youth service; none elsewhere. */
export function youthPrice(
  { config, granted }: PricedFacts<YouthCardConfig>,
  { event, regularPriceCents }: Quote,
): PriceProposal[] {
  const discount = config.reductions[event.organizer];
  if (discount === undefined || !granted.includes(TICKET_DISCOUNT)) return [];
  const priceCents = discountedPrice(regularPriceCents, discount);
  return [{ priceCents, fundedBy: { [config.department]: 1 } }];
}
