import type { Calendar } from './calendar.ts';

/** What makes a calendar one of an event that is never on. */
export interface CalendarFault {
  /** RFC 6901, from the calendar. */
  readonly pointer: string;
  /** What would be right. */
  readonly expected: string;
}

/** No clock of ours reaches back further, and nobody has checked in before. */
const FIRST_DAY = '1970-01-01';

/**
 * What is wrong with a calendar first, or null: hours end later than they begin, periods too, and
 * no event was over before there were any.
 */
export function findCalendarFault(calendar: Calendar): CalendarFault | null {
  if (calendar.type === 'PERIODIC' && calendar.until < calendar.from) {
    return { pointer: '/until', expected: 'may not be before from' };
  }
  const past = findPast(calendar);
  if (past !== null) return { pointer: past, expected: `must be ${FIRST_DAY} or later` };
  const [list, hours] =
    calendar.type === 'DATES'
      ? ['/dates', calendar.dates]
      : ['/openingHours', calendar.openingHours ?? []];
  const at = hours.findIndex(({ opens, closes }) => closes <= opens);
  if (at < 0) return null;
  return { pointer: `${list}/${at}/closes`, expected: 'must be later than opens, 24:00 at most' };
}

function findPast(calendar: Calendar): string | null {
  if (calendar.type === 'PERMANENT') return null;
  if (calendar.type === 'PERIODIC') return calendar.until < FIRST_DAY ? '/until' : null;
  const at = calendar.dates.findIndex(({ day }) => day < FIRST_DAY);
  return at < 0 ? null : `/dates/${at}/day`;
}
