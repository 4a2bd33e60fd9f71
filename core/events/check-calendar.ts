import type { Calendar } from './calendar.ts';

/** What makes a calendar one of an event that is never on. */
export interface CalendarFault {
  /** RFC 6901, from the calendar. */
  readonly pointer: string;
  /** What would be right. */
  readonly expected: string;
}

/** The first contradiction in a calendar, or null: hours end later than they begin, periods too. */
export function findCalendarFault(calendar: Calendar): CalendarFault | null {
  if (calendar.type === 'PERIODIC' && calendar.until < calendar.from) {
    return { pointer: '/until', expected: 'may not be before from' };
  }
  const [list, hours] =
    calendar.type === 'DATES'
      ? ['/dates', calendar.dates]
      : ['/openingHours', calendar.openingHours ?? []];
  const at = hours.findIndex(({ opens, closes }) => closes <= opens);
  if (at < 0) return null;
  return { pointer: `${list}/${at}/closes`, expected: 'must be later than opens, 24:00 at most' };
}
