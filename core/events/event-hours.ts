import { clockAt, type Day, startOfDay, ZONE } from '../contract/period.ts';
import type { Calendar, OpeningHours } from './calendar.ts';

/** Why an event takes no check-in at a moment, or that it does. */
export type EventMoment = 'open' | 'not-yet' | 'closed-now' | 'over';

const MINUTE_MS = 60_000;
const DAY_START = '00:00';
const DAY_END = '24:00';

/**
 * Judges a moment by the calendar of an event, opened `marginMinutes` before and closed as long
 * after its hours. Days and hours are meant in the municipality's zone, also across midnight: an
 * evening that closes at 24:00 with a margin is still open just after.
 */
export function judgeMoment(
  calendar: Calendar,
  { epochMs, marginMinutes }: { epochMs: number; marginMinutes: number },
): EventMoment {
  const marginMs = marginMinutes * MINUTE_MS;
  const days = [epochMs - marginMs, epochMs, epochMs + marginMs].map((at) => clockAt(at).day);
  const isOpen = [...new Set(days)].some((day) =>
    hoursOn(calendar, day).some(
      ([opens, closes]) =>
        momentOf(day, opens) - marginMs <= epochMs && epochMs < momentOf(day, closes) + marginMs,
    ),
  );
  if (isOpen) return 'open';
  const { day } = clockAt(epochMs);
  if (isBefore(calendar, day)) return 'not-yet';
  return isAfter(calendar, day) ? 'over' : 'closed-now';
}

function hoursOn(calendar: Calendar, day: Day): (readonly [string, string])[] {
  switch (calendar.type) {
    case 'PERMANENT':
      return weeklyHours(calendar.openingHours, day);
    case 'PERIODIC': {
      const isInside = calendar.from <= day && day <= calendar.until;
      return isInside ? weeklyHours(calendar.openingHours, day) : [];
    }
    case 'DATES':
      return calendar.dates
        .filter((date) => date.day === day)
        .map(({ opens, closes }) => [opens, closes] as const);
  }
}

function weeklyHours(
  hours: readonly OpeningHours[] | undefined,
  day: Day,
): (readonly [string, string])[] {
  if (!hours || hours.length === 0) return [[DAY_START, DAY_END]];
  const weekday = Temporal.PlainDate.from(day).dayOfWeek;
  return hours
    .filter(({ weekdays }) => weekdays.includes(weekday))
    .map(({ opens, closes }) => [opens, closes] as const);
}

function isBefore(calendar: Calendar, day: Day): boolean {
  if (calendar.type === 'PERMANENT') return false;
  if (calendar.type === 'PERIODIC') return day < calendar.from;
  return calendar.dates.every((date) => day < date.day);
}

function isAfter(calendar: Calendar, day: Day): boolean {
  if (calendar.type === 'PERMANENT') return false;
  if (calendar.type === 'PERIODIC') return day > calendar.until;
  return calendar.dates.every((date) => day > date.day);
}

/** The moment of a wall-clock time on a day, on the days of 23 and 25 hours too. */
function momentOf(day: Day, time: string): number {
  if (time === DAY_END) return startOfDay(Temporal.PlainDate.from(day).add({ days: 1 }).toString());
  return Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: ZONE,
    plainTime: Temporal.PlainTime.from(time),
  }).epochMilliseconds;
}
