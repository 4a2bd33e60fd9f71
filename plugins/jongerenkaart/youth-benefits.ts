import { discountedPrice } from '../../core/contract/discount.ts';
import type {
  Facts,
  PricedFacts,
  PriceProposal,
  Quote,
  Right,
  Use,
} from '../../core/contract/facts.ts';
import type { Charge } from '../../core/contract/money.ts';
import type { YouthCardConfig } from './config.ts';

/** The right to a reduction at the partners of the youth service. */
export const TICKET_DISCOUNT = 'jongerenkaart:ticket:discount';

/** The right to what a partner gives for a tap. */
export const PARTNER_USE = 'jongerenkaart:benefit:use';

/** What a youth card is for. */
export function youthRights({ config }: Facts<YouthCardConfig>): Right[] {
  const places = Object.entries(config.partnerUses?.places ?? {});
  return [
    { right: TICKET_DISCOUNT, title: { nl: 'Jongerenprijs bij de partners' } },
    ...places.map(([place, { title }]) => {
      return { right: PARTNER_USE, title: { nl: title }, place, allowance: 'uses' };
    }),
  ];
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

/** What the youth service owes a partner for what it gave; nothing where it gives it itself. */
export function partnerFee({ amount, config, place }: Use<YouthCardConfig>): Charge | null {
  const given = place === null ? undefined : config.partnerUses?.places[place];
  if (given === undefined || given.partner === config.department || given.useCents === 0) {
    return null;
  }
  return {
    priceCents: given.useCents * amount,
    earner: given.partner,
    payer: { party: config.department, kind: 'fee' },
  };
}
