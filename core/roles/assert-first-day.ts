import { type Clock, type Day, firstDayAfter, type Period } from '../contract/period.ts';
import { beginsTooFarAhead, leavesGap } from './decide-terms.ts';
import { roleFromThePast, roleLeavesGap, roleTooFarAhead } from './problems.ts';

/**
 * Asserts that a role can be issued or renewed from the day that was asked for.
 *
 * @param asked.previous the period of the role so far; null when it is new
 * @throws Problem `role-from-the-past`, `role-leaves-gap`, `role-too-far-ahead`
 */
export function assertFirstDay(clock: Clock, asked: { from: Day; previous: Period | null }): void {
  const { from, previous } = asked;
  if (from < clock.day) {
    throw roleFromThePast({
      detail: `/from is ${from}; it must be today, ${clock.day}, or later`,
      jsonPointer: '/from',
    });
  }
  if (leavesGap(clock, asked)) {
    // From any day until the one after its end, a renewal begins on that day.
    const first = firstDayAfter(previous, clock.day);
    const words = Temporal.PlainDate.from(first).toLocaleString('nl-BE', { dateStyle: 'long' });
    throw roleLeavesGap({
      detail: `/from is ${from}; the renewal must adjoin, so it must be ${first} or earlier`,
      jsonPointer: '/from',
      endUserMessage: { nl: `Dit loopt nog. Verlengen gaat aansluitend in, op ${words}.` },
    });
  }
  if (beginsTooFarAhead(clock, asked)) throw roleTooFarAhead();
}
