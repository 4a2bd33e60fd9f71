import { addToDay, calendarPeriodOf, type Day } from '../../core/contract/period.ts';

/** A late job makes up for so many quarters. */
const QUARTERS = 4;

/** The last quarters that are over on a day, the oldest first. */
export function quartersToReport(today: Day): { from: Day; until: Day }[] {
  const quarters: { from: Day; until: Day }[] = [];
  let { from } = calendarPeriodOf(today, 'QUARTER');
  for (let count = 0; count < QUARTERS; count += 1) {
    const until = addToDay(from, { days: -1 });
    from = calendarPeriodOf(until, 'QUARTER').from;
    quarters.unshift({ from, until });
  }
  return quarters;
}
