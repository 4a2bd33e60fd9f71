import { addToDay, type Clock, type Day } from '../../../core/contract/period.ts';
import { type ActivityHours, hasBegun } from '../activities/activity-hours.ts';
import type { GrabbelpasConfig } from '../config.ts';

/** How much of what was charged is given back, or why the place is not given up any more. */
export type RefundDecision = { readonly percent: number } | { readonly refused: 'begun' | 'over' };

/** How a place is given up. */
export interface RefundQuestion {
  readonly clock: Clock;
  /** A doctor wrote that the child cannot take part. */
  readonly hasNote: boolean;
  /** The activity is on another day, at another hour or place than when it was taken. */
  readonly isMoved: boolean;
}

/**
 * What is given back of a place. Everything until some days before the first day, and part of it
 * until the activity begins; everything until then of one that the service moved. With a note of a
 * doctor always everything, until some time after it.
 */
export function decideRefund(
  activity: ActivityHours,
  { freeDays, latePercent, noteDays }: GrabbelpasConfig['refund'],
  { clock, hasNote, isMoved }: RefundQuestion,
): RefundDecision {
  if (hasNote) {
    const isLate = clock.day > addToDay(activity.lastDay, { days: noteDays });
    return isLate ? { refused: 'over' } : { percent: 100 };
  }
  if (hasBegun(activity, clock)) return { refused: 'begun' };
  if (isMoved) return { percent: 100 };
  return { percent: clock.day <= lastFreeDay(activity, freeDays) ? 100 : latePercent };
}

/** The last day on which cancelling gives everything back. */
export function lastFreeDay({ firstDay }: Pick<ActivityHours, 'firstDay'>, freeDays: number): Day {
  return addToDay(firstDay, { days: -freeDays });
}

/** What stays charged when so many percent are given back; what is given back is rounded up. */
export function keptCents(priceCents: number, percent: number): number {
  const kept = priceCents * (100 - percent);
  return (kept - (kept % 100)) / 100;
}
