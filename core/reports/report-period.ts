import { addToDay, calendarPeriodOf, type Day } from '../contract/period.ts';

/** The days that a report is asked over, both included, as UiTPAS names them. */
export interface ReportPeriod {
  readonly startDate: Day;
  readonly endDate: Day;
}

/** How many quarters are suggested. */
const QUARTERS = 4;

/**
 * The periods that an organizer will want a report of: the months that are over since the last
 * quarter, and the last four quarters that are over, the newest first.
 */
export function suggestedPeriods(today: Day): ReportPeriod[] {
  const quarter = calendarPeriodOf(today, 'QUARTER').from;
  const months = periodsBefore(calendarPeriodOf(today, 'MONTH').from, 'MONTH', 3);
  return [
    ...months.filter(({ startDate }) => startDate >= quarter),
    ...periodsBefore(quarter, 'QUARTER', QUARTERS),
  ];
}

function periodsBefore(first: Day, kind: 'MONTH' | 'QUARTER', count: number): ReportPeriod[] {
  const periods: ReportPeriod[] = [];
  let endDate = addToDay(first, { days: -1 });
  while (periods.length < count) {
    const { from: startDate } = calendarPeriodOf(endDate, kind);
    periods.push({ startDate, endDate });
    endDate = addToDay(startDate, { days: -1 });
  }
  return periods;
}

/** Some whole months, as `YYYY-MM`, both included. */
export interface Months {
  readonly from: string;
  readonly to: string;
}

/**
 * The months that a report over some days tells of: each that has one of these days and is over.
 * Whoever could choose days would see, by one more day, what one sale adds.
 *
 * @returns undefined when none of them is over
 */
export function reportedMonths(
  { startDate, endDate }: ReportPeriod,
  today: Day,
): Months | undefined {
  const lastOver = addToDay(calendarPeriodOf(today, 'MONTH').from, { days: -1 });
  const end = endDate < lastOver ? endDate : lastOver;
  return startDate > end ? undefined : { from: startDate.slice(0, 7), to: end.slice(0, 7) };
}
