import type { Day } from '../../core/contract/period.ts';

/** A day as people write it: `19/11/2026`. */
export function dutchDay(day: Day): string {
  return day.split('-').toReversed().join('/');
}
