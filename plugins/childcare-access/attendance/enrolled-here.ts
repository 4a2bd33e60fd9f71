import { type Day, isWithin } from '../../../core/contract/period.ts';
import { dutchDay } from '../dutch-day.ts';
import type { EnrolledRow } from '../enrolments/hold-enrolments.ts';
import { notEnrolled } from '../problems.ts';

/** Where and when a child is to be there. */
export interface DayHere {
  /** The key of the place. */
  readonly location: string;
  readonly day: Day;
}

/**
 * The enrolment of a child that holds at a location on a day.
 *
 * @throws Problem `childcare-access-not-enrolled`, with the nearest days on which one holds there
 */
export function enrolledHere(
  held: readonly EnrolledRow[],
  { day, location }: DayHere,
): EnrolledRow {
  const atLocation = held.filter(({ child }) => child.location === location);
  const here = atLocation.find(({ role }) => isWithin(day, role.period));
  if (!here) throw notEnrolled(whyNot(atLocation, day));
  return here;
}

/** From or until when a child is enrolled, when it is the day that is wrong. */
function whyNot(atLocation: readonly EnrolledRow[], day: Day) {
  const periods = atLocation.map(({ role }) => role.period);
  const [enrolledFrom] = periods
    .map(({ from }) => from)
    .filter((from) => from > day)
    .toSorted();
  if (enrolledFrom !== undefined) {
    const nl = `Dit kind is hier pas ingeschreven vanaf ${dutchDay(enrolledFrom)}.`;
    return { detail: `enrolled from ${enrolledFrom} on`, enrolledFrom, endUserMessage: { nl } };
  }
  const enrolledUntil = periods
    .flatMap(({ until }) => (until !== null && until < day ? [until] : []))
    .toSorted()
    .at(-1);
  if (enrolledUntil === undefined) return {};
  const nl = `Dit kind was hier ingeschreven tot en met ${dutchDay(enrolledUntil)}.`;
  return { detail: `enrolled until ${enrolledUntil}`, enrolledUntil, endUserMessage: { nl } };
}
