import type { Day } from '../../../core/contract/period.ts';
import type { EnrolledChild } from '../config.ts';
import { type Calendar, dayTypeOf } from '../day-type.ts';
import { dutchDay } from '../dutch-day.ts';

/** When a child is expected and excused. */
export type DaysOfChild = Pick<EnrolledChild, 'absentDays' | 'days' | 'extraDays'>;

/** A day without care, and where it was said. */
export interface ClosedDay {
  /** RFC 6901, from the request. */
  readonly jsonPointer: string;
  /** Which setting closes it. */
  readonly detail: string;
  /** The same for who stands at a desk, in Dutch. */
  readonly nl: string;
}

/**
 * The first day that is said anew and on which there is no care; null for none. What stood before
 * may be said again, whatever the settings say by now.
 *
 * @param stood null for a child that is enrolled only now
 */
export function findClosedDay(
  said: DaysOfChild,
  stood: DaysOfChild | null,
  calendar: Calendar,
): ClosedDay | null {
  const weekday = findClosedWeekday(said.days, stood?.days ?? [], calendar);
  if (weekday !== null) {
    const jsonPointer = `/days/${said.days.indexOf(weekday)}`;
    const detail = `${jsonPointer} is not one of openOn`;
    return { jsonPointer, detail, nl: noCareOn(weekday) };
  }
  for (const part of ['extraDays', 'absentDays'] as const) {
    const at = said[part].findIndex((day) => {
      return !stood?.[part].includes(day) && dayTypeOf(day, calendar) === 'closed';
    });
    const day = said[part][at];
    if (day !== undefined) return closedDate(day, `/${part}/${at}`, calendar);
  }
  return null;
}

/** The first weekday that is said anew and on which there never is care; null for none. */
export function findClosedWeekday(
  said: readonly number[],
  stood: readonly number[],
  { openOn }: Pick<Calendar, 'openOn'>,
): number | null {
  return said.find((weekday) => !openOn.includes(weekday) && !stood.includes(weekday)) ?? null;
}

/**
 * That there is no care on a day of the week, in Dutch.
 *
 * @param weekday 1 is Monday, 7 is Sunday
 */
export function noCareOn(weekday: number): string {
  return `Op ${WEEKDAY_NAMES[weekday - 1]} is er geen opvang.`;
}

/** That there is no care on a day that is closed, and which setting says so. */
export function closedDate(day: Day, jsonPointer: string, { closedOn }: Calendar): ClosedDay {
  const because = closedOn.includes(day) ? 'is one of closedOn' : 'is on none of openOn';
  const nl = `Op ${dutchDay(day)} is er geen opvang.`;
  return { jsonPointer, detail: `${jsonPointer} ${because}`, nl };
}

const WEEKDAY_NAMES = [
  'maandag',
  'dinsdag',
  'woensdag',
  'donderdag',
  'vrijdag',
  'zaterdag',
  'zondag',
] as const;
