import { addToDay, type Day } from '../../../core/contract/period.ts';
import { reopenDays } from '../money/days-to-settle.ts';
import type { Host } from '../../../core/contract/host.ts';
import type { ChildcareConfig, EnrolledChild } from '../config.ts';
import { findUnknown } from '../contradictions.ts';
import { type DaysOfChild, findClosedDay } from './closed-days.ts';
import { readPayers, readPersons } from './describe-enrolment.ts';
import { Enrolment } from './enrolment.entity.ts';
import type { Pattern, PayerBody } from './enrolment-shapes.ts';
import { holdsFrom } from './first-day.ts';
import { holdEnrolment } from './hold-enrolments.ts';
import { sealAllergies } from './sealed-about.ts';
import { writeContacts, writePayers } from './write-persons.ts';
import { todayOf } from '../today.ts';
import { assertDepartment } from '../places.ts';
import { noCare, unknownName } from '../problems.ts';

/** @throws Problem `childcare-access-unknown-name` for a location, a group of it, or a school */
export function assertNames(
  { config }: Host<ChildcareConfig>,
  child: Pick<EnrolledChild, 'group' | 'location' | 'school'>,
): void {
  const unknown = findUnknown(child, config);
  if (!unknown) return;
  const { expected, name } = unknown;
  throw unknownName({ detail: `/${name} ${expected}`, jsonPointer: `/${name}` });
}

/**
 * @param stood null for a child that is enrolled only now
 * @throws Problem `childcare-access-no-care` for a day that is said anew
 */
export function assertCareOn(
  { config }: Host<ChildcareConfig>,
  said: DaysOfChild,
  stood: DaysOfChild | null,
): void {
  const closed = findClosedDay(said, stood, config);
  if (!closed) return;
  const { detail, jsonPointer, nl } = closed;
  throw noCare({ detail, jsonPointer, endUserMessage: { nl } });
}

/**
 * Changes when a child is expected. Days that are over and settled stay as they were judged; but a
 * child that is excused for one afterwards owes nothing for having been missed.
 *
 * @throws Problem, each `childcare-access-`: `not-here`, `enrolment-not-found`, `unknown-name`,
 * `no-care`
 */
export async function changePattern(
  host: Host<ChildcareConfig>,
  { id, pattern }: { id: string; pattern: Pattern },
): Promise<void> {
  assertDepartment(host);
  const { child, role } = await holdEnrolment(host, id);
  assertNames(host, { ...pattern, location: child.location });
  const { absentDays = child.absentDays, extraDays = child.extraDays, ...rest } = pattern;
  const attributes = { location: child.location, ...rest, absentDays, extraDays };
  assertCareOn(host, attributes, child);
  const today = todayOf(host);
  const excused = absentDays.filter((day) => day < today && !child.absentDays.includes(day));
  // Before the role: who settles a day holds it before any role, too.
  await reopenDays(host, excused);
  await host.roles.amend(role.id, { attributes });
}

/**
 * Replaces the persons that are named for a child.
 *
 * @throws Problem, each `childcare-access-`: `not-here`, `enrolment-not-found`,
 * `holder-not-found`, `contradictory-list`
 */
export async function changePersons(
  host: Host<ChildcareConfig>,
  { id, persons }: { id: string; persons: Parameters<typeof readPersons>[1] },
): Promise<void> {
  assertDepartment(host);
  await holdEnrolment(host, id);
  await writeContacts(host, id, await readPersons(host, persons));
}

/**
 * Replaces who pays for a child from today on, or from its first day where that is to come.
 *
 * @throws Problem, each `childcare-access-`: `not-here`, `enrolment-not-found`,
 * `holder-not-found`, `contradictory-list`, `nameless-payer`
 */
export async function changePayers(
  host: Host<ChildcareConfig>,
  { id, payers }: { id: string; payers: readonly PayerBody[] },
): Promise<void> {
  assertDepartment(host);
  const validFrom = holdsFrom(host, await holdEnrolment(host, id));
  await writePayers(host, { enrolmentId: id, validFrom }, await readPayers(host, payers));
}

/**
 * Says what a child cannot bear; nothing when it is empty.
 *
 * @throws Problem `childcare-access-not-here`, `childcare-access-enrolment-not-found`
 */
export async function changeAllergies(
  host: Host<ChildcareConfig>,
  { allergies, id }: { id: string; allergies: string },
): Promise<void> {
  assertDepartment(host);
  await holdEnrolment(host, id);
  const sealedAllergies = sealAllergies(host, id, allergies.trim() === '' ? null : allergies);
  await host.entities.nativeUpdate(Enrolment, { id }, { sealedAllergies });
}

/**
 * Ends an enrolment; its stays and what they cost remain. One that begins only after its last day
 * never was.
 *
 * @throws Problem `childcare-access-not-here`, `childcare-access-enrolment-not-found`; of core when
 * it ends already by then
 */
export async function endEnrolment(
  host: Host<ChildcareConfig>,
  { id, lastDay }: { id: string; lastDay?: Day | undefined },
): Promise<void> {
  assertDepartment(host);
  const { role } = await holdEnrolment(host, id);
  const yesterday = addToDay(todayOf(host), { days: -1 });
  // Who asks for an earlier day ends it now: what was attended stays attended. Of a role that had
  // not begun core keeps its last day, on which a child would be expected if it were to come.
  const isNow = lastDay === undefined || lastDay < yesterday || lastDay < role.period.from;
  const last = isNow ? yesterday : lastDay;
  await host.roles.end(role.id, { lastDay: last, reason: 'enrolment-ended' });
}
