import {
  addToDay,
  type CalendarPeriod,
  calendarPeriodOf,
  clockAt,
  type Day,
  startOfDay,
} from '../contract/period.ts';

/** A calendar period as moments, ISO 8601: from inclusive, until exclusive. */
export interface CalendarWindow {
  readonly from: string;
  readonly to: string;
}

const PERIODS = ['ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;

/**
 * The calendar periods that a moment falls in, of each kind: in which what a holder took counts for
 * a limit of it.
 */
export function calendarWindows(epochMs: number): CalendarWindows {
  const { day } = clockAt(epochMs);
  if (known.day !== day) known = { day, windows: windowsOf(day) };
  return known.windows;
}

/** By their kind. */
export type CalendarWindows = Readonly<Record<CalendarPeriod, CalendarWindow>>;

/** Those of the day that was asked about last: every sale of a day has the same. */
let known: { readonly day: Day | null; readonly windows: CalendarWindows } = {
  day: null,
  windows: windowsOf('2000-01-01'),
};

function windowsOf(day: Day): CalendarWindows {
  const windows = PERIODS.map((kind) => {
    const { from, until } = calendarPeriodOf(day, kind);
    const end = until === null ? '9999-12-31' : addToDay(until, { days: 1 });
    return [kind, { from: momentOf(from), to: momentOf(end) }] as const;
  });
  return Object.fromEntries(windows) as Record<CalendarPeriod, CalendarWindow>;
}

function momentOf(day: string): string {
  return new Date(startOfDay(day)).toISOString();
}
