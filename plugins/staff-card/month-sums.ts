import { addUp, type ClockedTime, type WorkedTime } from './time-rules.ts';

/** Whose it is, and in which month: `YYYY-MM`. */
interface OfWorker {
  readonly month: string;
  readonly staffNumber: string;
  readonly passholderId: string;
}

/** A time entry of a worker. */
export interface TimeOfWorker extends OfWorker, ClockedTime {
  readonly day: string;
}

/** What a worker paid with the meal budget; below zero what was given back. */
export interface MealOfWorker extends OfWorker {
  readonly cents: number;
}

/** What payroll asks of a worker in a month. */
export interface MonthOfWorker extends OfWorker, WorkedTime {
  readonly meals: number;
  readonly cents: number;
}

/** Adds up by month and worker, in that order; staff numbers as people count them: 9 before 10. */
export function sumByMonth(
  times: readonly TimeOfWorker[],
  meals: readonly MealOfWorker[],
  clock: { now: number; longestHours: number },
): MonthOfWorker[] {
  const timesOf = Map.groupBy(times, keyOf);
  const mealsOf = Map.groupBy(meals, keyOf);
  const whoAndWhen = new Map([...times, ...meals].map((one) => [keyOf(one), one]));
  const sums = [...whoAndWhen].map(([key, { month, passholderId, staffNumber }]) => {
    const paid = mealsOf.get(key) ?? [];
    return {
      month,
      staffNumber,
      passholderId,
      ...addUp(timesOf.get(key) ?? [], clock),
      meals: paid.reduce((count, { cents }) => count + Math.sign(cents), 0),
      cents: paid.reduce((total, { cents }) => total + cents, 0),
    };
  });
  const byNumber = new Intl.Collator('nl', { numeric: true });
  return sums.toSorted(
    (a, b) => byNumber.compare(a.month, b.month) || byNumber.compare(a.staffNumber, b.staffNumber),
  );
}

function keyOf({ month, passholderId, staffNumber }: OfWorker): string {
  return [month, passholderId, staffNumber].join(' ');
}
