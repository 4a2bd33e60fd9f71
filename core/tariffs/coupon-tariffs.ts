import type { Cents } from '../contract/money.ts';
import { discountedPrice } from '../contract/discount.ts';
import { isWithin } from '../contract/period.ts';
import type { Core } from '../core.ts';
import type { RightsAnswer } from '../rights/check-rights.ts';
import { sealFor } from './seal-price.ts';
import { quoteCoupon } from './quote-price.ts';
import { grantLeft, type StoredGrant, type TicketCounts, ticketsLeft } from './ticket-counts.ts';

/** What one coupon makes of the price of an event. */
export interface CouponTariff {
  readonly id: string;
  readonly name: string;
  readonly priceCents: Cents;
  readonly type: 'COUPON';
  readonly remaining: number;
}

/**
 * The tariffs of the coupons that a holder can use for the event that was asked about, in the order
 * of the grants: those of the town of its organizer that are valid there today, lower the regular
 * price, and are not used up. A coupon never comes on top of another reduction.
 */
export function couponTariffs(
  core: Core,
  answer: RightsAnswer,
  counts: TicketCounts,
): CouponTariff[] {
  return counts.grants.flatMap((grant) => couponTariff(core, answer, { grant, counts }));
}

function couponTariff(
  core: Core,
  { facts, asked }: RightsAnswer,
  { grant, counts }: { grant: StoredGrant; counts: TicketCounts },
): CouponTariff[] {
  const { event, holder } = facts;
  if (!asked || !event || !holder) return [];
  const { day, regularPriceCents, seller } = asked;
  const { municipality, organizer } = seller;
  const coupon = municipality.config.coupons?.[grant.coupon];
  const isOfTown = grant.municipalityId === municipality.id;
  if (!coupon || !isOfTown || !coupon.organizers.includes(organizer)) return [];
  if (!isWithin(day, { from: grant.validFrom, until: grant.validUntil })) return [];

  const priceCents = discountedPrice(regularPriceCents, coupon.price);
  const remaining = Math.min(grantLeft(grant), ticketsLeft(counts));
  if (priceCents >= regularPriceCents || remaining === 0) return [];
  const { fundedBy, name } = coupon;
  const price = quoteCoupon(asked, { municipality, priceCents, fundedBy });
  const grantNumber = grant.number;
  const id = sealFor(core, price, { eventId: event.id, municipality, holder, grantNumber });
  return [{ id, name, priceCents, type: 'COUPON', remaining }];
}
