import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { calendarWindows } from '../events/calendar-windows.ts';
import { passholderNotFound } from '../roles/problems.ts';
import type { StoredGrant } from '../tariffs/ticket-counts.ts';
import { type GrantedCoupon, showCoupon } from './coupon-shape.ts';

/** Whose coupons are asked, and which. */
export interface CouponSearch {
  readonly passholderId: string;
  readonly isGroup: boolean;
  readonly status: 'ACTIVE' | 'EXPIRED' | 'ALL';
}

/**
 * The coupons of a holder, or a group, of the caller's municipality, newest first: those that the
 * caller gives, or sells for.
 *
 * @throws Problem `passholder-not-found` for any other holder, alike for nobody
 */
export async function listCoupons(
  core: Core,
  caller: Caller,
  { passholderId, isGroup, status }: CouponSearch,
): Promise<GrantedCoupon[]> {
  const { cardSystemId, municipality } = caller;
  const now = core.now();
  const grants = await callForJson<StoredGrant[] | null>(core.pool, 'core.list_coupons', [
    cardSystemId,
    passholderId,
    municipality.id,
    isGroup,
    JSON.stringify(calendarWindows(now)),
  ]);
  if (!grants) throw passholderNotFound();
  const seen = grants.flatMap((grant) => showCoupon(grant, caller, now) ?? []);
  return seen.filter((one) => status === 'ALL' || one.status === status);
}
