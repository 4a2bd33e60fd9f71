import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { addToDay, CALENDAR_PERIODS, clockAt, startOfDay } from '../contract/period.ts';
import type { MunicipalityConfig } from '../municipalities/municipality-config.ts';
import { maySellFor } from '../tariffs/may-sell-for.ts';
import { grantLeft, type StoredGrant } from '../tariffs/ticket-counts.ts';

/** A coupon that a holder has, as UiTPAS shows it. */
export const GrantedCouponShape = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  coupon: Type.Object({
    id: Type.String(),
    name: Type.String(),
    description: Type.Optional(Type.String()),
  }),
  validityPeriod: Type.Object({
    begin: Type.String({ format: 'date-time' }),
    end: Type.Optional(Type.String({ format: 'date-time' })),
  }),
  status: Type.String({ enum: ['ACTIVE', 'EXPIRED'] }),
  remaining: Type.Object({
    volume: Type.Integer({ minimum: 0, description: 'tickets, in the calendar period of now' }),
    period: Type.String({ enum: [...CALENDAR_PERIODS] }),
  }),
});

/** A coupon as it is shown. */
export type GrantedCoupon = Static<typeof GrantedCouponShape>;

type Coupon = NonNullable<MunicipalityConfig['coupons']>[string];

/**
 * Shows a coupon to who gives it, or sells what it can be used for; null to everybody else, and for
 * one that the configuration no longer has.
 *
 * @param now milliseconds since 1970
 */
export function showCoupon(grant: StoredGrant, caller: Caller, now: number): GrantedCoupon | null {
  const municipality = caller.installation.byId(grant.municipalityId);
  const coupon = municipality?.config.coupons?.[grant.coupon];
  if (!municipality || !coupon || !isSeenBy(caller, { municipality, coupon })) return null;
  const { validFrom, validUntil } = grant;
  const isOver = validUntil !== null && validUntil < clockAt(now).day;
  const { description, name } = coupon;
  return {
    id: grant.number,
    coupon: { id: grant.coupon, name, ...(description !== undefined && { description }) },
    validityPeriod: {
      begin: momentOf(validFrom),
      ...(validUntil !== null && { end: momentOf(addToDay(validUntil, { days: 1 })) }),
    },
    status: isOver ? 'EXPIRED' : 'ACTIVE',
    remaining: { volume: grantLeft(grant), period: grant.period },
  };
}

function isSeenBy(
  caller: Caller,
  {
    municipality,
    coupon,
  }: { municipality: Caller['municipality']; coupon: Pick<Coupon, 'grantedBy' | 'organizers'> },
): boolean {
  const isOfTown = caller.municipality.key === municipality.key;
  const grants = isOfTown && caller.organizers.some((key) => coupon.grantedBy.includes(key));
  return grants || coupon.organizers.some((key) => maySellFor(caller, { municipality, key }));
}

function momentOf(day: string): string {
  return new Date(startOfDay(day)).toISOString();
}
