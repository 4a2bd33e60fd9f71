import { addToDay, type Clock, type Day } from '../../../core/contract/period.ts';

/** The days of an activity, and its hours on each of them. */
export interface ActivityHours {
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, later than `from`. */
  readonly until: string;
}

/** Whether nobody can be at both: they have a day in common and, on it, a time. */
export function coincide(one: ActivityHours, other: ActivityHours): boolean {
  const haveDay = one.firstDay <= other.lastDay && other.firstDay <= one.lastDay;
  return haveDay && one.from < other.until && other.from < one.until;
}

/** Whether an activity has begun: on its first day, at its hour. */
export function hasBegun({ firstDay, from }: ActivityHours, { day, time }: Clock): boolean {
  return firstDay < day || (firstDay === day && from <= time);
}

/** Whether an activity is on, or begins within so many minutes on one of its days. */
export function isOnNow(
  { firstDay, from, lastDay, until }: ActivityHours,
  { day, time }: Clock,
  earlyMinutes: number,
): boolean {
  const isItsDay = firstDay <= day && day <= lastDay;
  return isItsDay && minutesOf(from) - earlyMinutes <= minutesOf(time) && time < until;
}

/** The first day on which one can enrol. */
export function opensOn({ firstDay }: Pick<ActivityHours, 'firstDay'>, openDays: number): Day {
  return addToDay(firstDay, { days: -openDays });
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
