import type { AllowanceCount } from '../contract/facts.ts';
import { addToDay, type Day, type Period } from '../contract/period.ts';
import type { StandingSale } from './role-history.ts';

/** Whether a sale can be taken back, and what the role is then. */
export type Withdrawal =
  | { readonly refused: 'too-late' | 'used' }
  | { readonly refused: null; readonly period: Period; readonly isOver: boolean };

/**
 * Decides whether a holder may still withdraw from a role or from its renewal: within the
 * cooling-off days of the day it was sold, or of its first day when that is later, and while
 * nothing of what it gave has been used.
 *
 * @param question.coolingOffDays 0 when the plugin gives none
 */
export function decideWithdrawal(question: {
  readonly sale: StandingSale;
  readonly coolingOffDays: number;
  readonly today: Day;
  readonly allowances: Readonly<Record<string, AllowanceCount>>;
  /** The calendar periods of whose amounts something was used. */
  readonly usedPeriods: readonly Period[];
}): Withdrawal {
  const { sale, coolingOffDays, today, allowances, usedPeriods } = question;
  const { event, before } = sale;
  const start = firstDayOf(sale);
  const from = start > event.day ? start : event.day;
  if (coolingOffDays === 0 || today > addToDay(from, { days: coolingOffDays })) {
    return { refused: 'too-late' };
  }
  const isUsed = Object.entries(event.grants).some(
    ([key, amount]) => (allowances[key]?.remaining ?? 0) < amount,
  );
  const isUsedSince = usedPeriods.some(({ until }) => until === null || until >= start);
  if (isUsed || isUsedSince) return { refused: 'used' };
  if (before) return { refused: null, period: before, isOver: false };
  return {
    refused: null,
    period: endedPeriod(event.period, addToDay(today, { days: -1 })),
    isOver: true,
  };
}

/**
 * A period that ends on a day: of a role that had not begun by then nothing is left, and it counts
 * as one day that is over.
 */
export function endedPeriod(period: Period, lastDay: Day): Period {
  return { from: period.from < lastDay ? period.from : lastDay, until: lastDay };
}

/** The first day that a sale gave: of a renewal the one after what the holder had already. */
function firstDayOf({ event, before }: StandingSale): Day {
  if (!before) return event.period.from;
  const givesTurns = Object.values(event.grants).some((amount) => amount > 0);
  const isGap = before.until !== null && event.period.from > before.until;
  if (givesTurns || before.until === null || isGap) return event.period.from;
  return addToDay(before.until, { days: 1 });
}
