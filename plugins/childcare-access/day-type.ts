import { addToDay, type Day, startOfDay, ZONE } from '../../core/contract/period.ts';
import type { ChildcareConfig, EnrolledChild } from './config.ts';

/** What a day is for a child: it goes to school, it is free, or there is no care. */
export type DayType = 'school' | 'free' | 'closed';

/** The settings that say what a day is. */
export type Calendar = Pick<ChildcareConfig, 'closedOn' | 'holidays' | 'openOn' | 'schools'>;

/** What a day is, for a child of a school, or of any school when that is not known. */
export function dayTypeOf(day: Day, calendar: Calendar, school?: string): DayType {
  const { closedOn, holidays, openOn, schools } = calendar;
  if (closedOn.includes(day) || !openOn.includes(weekdayOf(day))) return 'closed';
  const isHoliday = holidays.some(({ from, until }) => from <= day && day <= until);
  const freeDays = school !== undefined && Object.hasOwn(schools, school) ? schools[school] : [];
  return isHoliday || freeDays?.includes(day) ? 'free' : 'school';
}

/**
 * Whether a child is expected on a day: by the pattern of its week, on days without school only
 * when it asked for these; a day that was added counts, and one that it was excused for does not.
 */
export function isExpected(
  { absentDays, days, extraDays, onFreeDays, school }: EnrolledChild,
  day: Day,
  calendar: Calendar,
): boolean {
  const type = dayTypeOf(day, calendar, school);
  if (type === 'closed' || absentDays.includes(day)) return false;
  if (extraDays.includes(day)) return true;
  return days.includes(weekdayOf(day)) && (type === 'school' || onFreeDays);
}

/** The moment of a time of day, in milliseconds since 1970; `24:00` is where the next begins. */
export function momentOf(day: Day, time: string): number {
  if (time === '24:00') return startOfDay(addToDay(day, { days: 1 }));
  const plainTime = Temporal.PlainTime.from(time);
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime })
    .epochMilliseconds;
}

/** 1 is Monday, 7 is Sunday. */
function weekdayOf(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}
