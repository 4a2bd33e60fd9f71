import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { calendarWindows } from '../events/calendar-windows.ts';
import type { StoredGrant } from '../tariffs/ticket-counts.ts';
import { type GrantedCoupon, showCoupon } from './coupon-shape.ts';
import { couponUnknown } from './problems.ts';
import { ticketGrantRow } from './ticket-grant-row.ts';

/**
 * Gives a coupon of the municipality to one of its holders or groups, from today on.
 *
 * @throws Problem `coupon-unknown` unless the acting organizer gives it; `passholder-not-found` for
 * a holder of another municipality, alike for nobody
 */
export async function grantCoupon(
  core: Core,
  caller: Caller,
  asked: { passholderId: string; coupon: string; command: CommandKey },
): Promise<GrantedCoupon> {
  const { cardSystemId, municipality, organizer } = caller;
  const { command, passholderId } = asked;
  const { coupons = {} } = municipality.config;
  const coupon = Object.hasOwn(coupons, asked.coupon) ? coupons[asked.coupon] : undefined;
  const now = core.now();
  const { day } = clockAt(now);
  const isOver = coupon?.lastDay !== undefined && coupon.lastDay < day;
  if (!coupon?.grantedBy.includes(organizer) || isOver) throw couponUnknown();

  const { period, volume, lastDay: until = null } = coupon;
  const granted = { coupon: asked.coupon, volume, period, from: day, until };
  const stored = await callForJson<StoredGrant>(core.pool, 'core.grant_coupon', [
    cardSystemId,
    randomUUID(),
    passholderId,
    JSON.stringify(ticketGrantRow(caller, granted)),
    new Date(now).toISOString(),
    JSON.stringify(calendarWindows(now)),
    command.key,
    command.hash,
  ]);
  const shown = showCoupon(stored, caller, now);
  if (!shown) throw couponUnknown();
  return shown;
}
