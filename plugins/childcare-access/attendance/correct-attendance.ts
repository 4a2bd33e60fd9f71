import { LockMode } from '@mikro-orm/core';
import type { Host } from '../../../core/contract/host.ts';
import { clockAt, type Day } from '../../../core/contract/period.ts';
import { Attendance, AttendanceChange } from './attendance.entity.ts';
import { writeStay } from './write-stay.ts';
import { reopenDay } from '../money/days-to-settle.ts';
import type { ChildcareConfig } from '../config.ts';
import { oneOf } from '../contradictions.ts';
import { dayTypeOf } from '../day-type.ts';
import { closedDate } from '../enrolments/closed-days.ts';
import { enrolledHere } from './enrolled-here.ts';
import { faultOf, type Times } from './judge-times.ts';
import { findByCard } from '../enrolments/find-child.ts';
import { holdEnrolments } from '../enrolments/hold-enrolments.ts';
import { reasonOf } from '../enrolments/sealed-about.ts';
import { assertDepartment, findLocation } from '../places.ts';
import { attendanceNotFound, impossibleTimes, noCare, unknownName } from '../problems.ts';

/**
 * Writes a stay down that nobody tapped, of an enrolment that held on its day; it may have ended
 * since.
 *
 * @param stay.id of the attendance that is made
 * @throws Problem, each `childcare-access-`: `not-here`, `holder-not-found`, `not-enrolled`,
 * `no-care`, `impossible-times`
 */
export async function addAttendance(
  host: Host<ChildcareConfig>,
  stay: Times & { id: string; card: string; placeId: string; because: string },
): Promise<void> {
  assertDepartment(host);
  const { arrivedAt, because, departedAt, id } = stay;
  const { key: location } = findLocation(host, stay.placeId);
  const passholderId = await findByCard(host, stay.card);
  const { day } = clockAt(arrivedAt);
  const held = await holdEnrolments(host, passholderId, { ended: true });
  const here = enrolledHere(held, { day, location });
  await assertCare(host, { day, location });
  await assertPossible(host, { ...stay, location, passholderId });
  const departedBy = 'desk';
  await writeStay(host, here, { id, location, day, arrivedAt, departedAt, departedBy });
  await keepChange(host, { id, was: null, isStruck: false, because });
  await reopenDay(host, day);
}

/**
 * Corrects when a stay began and ended, or strikes one that never was. What it said before is kept,
 * with the reason; what was charged for the day is settled anew.
 *
 * @throws Problem, each `childcare-access-`: `not-here`, `attendance-not-found`, `impossible-times`
 */
export async function correctAttendance(
  host: Host<ChildcareConfig>,
  { because, id, times }: { id: string; because: string; times: Times | null },
): Promise<void> {
  assertDepartment(host);
  const was = await holdAttendance(host, id);
  const { day, location, passholderId } = was;
  if (times !== null) {
    await assertPossible(host, { ...times, id, location, passholderId });
    if (clockAt(times.arrivedAt).day !== day) {
      throw impossibleTimes({ detail: `the stay was on ${day}` });
    }
  }
  // Who says when a forgotten child left, lifts the flag: it may have been late.
  const left = was.departedBy ?? 'desk';
  const departedBy = left === 'closing' ? 'desk' : left;
  const change = times === null ? { struckAt: host.now() } : { ...times, departedBy };
  await host.entities.nativeUpdate(Attendance, { id }, change);
  await keepChange(host, { id, was, isStruck: times === null, because });
  await reopenDay(host, day);
}

/**
 * Says what a child ate during a stay; what was said before is replaced.
 *
 * @throws Problem, each `childcare-access-`: `not-here`, `attendance-not-found`, `unknown-name`
 */
export async function noteMeals(
  host: Host<ChildcareConfig>,
  { id, meals }: { id: string; meals: readonly string[] },
): Promise<void> {
  assertDepartment(host);
  const at = meals.findIndex((meal) => !Object.hasOwn(host.config.meals, meal));
  if (at >= 0) {
    const jsonPointer = `/meals/${at}`;
    throw unknownName({ detail: `${jsonPointer} ${oneOf(host.config.meals)}`, jsonPointer });
  }
  const { day } = await holdAttendance(host, id);
  await host.entities.nativeUpdate(Attendance, { id }, { meals: [...meals] });
  await reopenDay(host, day);
}

/** What a stay said before each of its corrections, the oldest first. */
export async function readHistory(
  host: Host<ChildcareConfig>,
  id: string,
): Promise<
  {
    changedAt: number;
    wasArrivedAt: number | null;
    wasDepartedAt: number | null;
    isStruck: boolean;
    because: string;
    changedBy: string | null;
  }[]
> {
  assertDepartment(host);
  const { entities, municipality } = host;
  if ((await entities.count(Attendance, { id, municipality })) === 0) throw attendanceNotFound();
  const changes = await entities.find(
    AttendanceChange,
    { attendanceId: id },
    { orderBy: { changedAt: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  return changes.map((change) => ({
    changedAt: change.changedAt,
    wasArrivedAt: change.wasArrivedAt ?? null,
    wasDepartedAt: change.wasDepartedAt ?? null,
    isStruck: change.isStruck,
    because: host.secrets.open(change.sealedReason, reasonOf(`change ${change.id}`)),
    changedBy: change.changedBy ?? null,
  }));
}

/** A stay that stands, alone with all of its child until the end of the command. */
async function holdAttendance(host: Host<ChildcareConfig>, id: string): Promise<Attendance> {
  const { entities, municipality } = host;
  const standing = { id, municipality, struckAt: null };
  const seen = await entities.findOne(Attendance, standing, { disableIdentityMap: true });
  if (!seen) throw attendanceNotFound();
  // As a tap does, and in the same order: two of them could make stays that overlap.
  await holdEnrolments(host, seen.passholderId);
  const held = await entities.findOne(Attendance, standing, {
    lockMode: LockMode.PESSIMISTIC_WRITE,
    disableIdentityMap: true,
  });
  if (!held) throw attendanceNotFound();
  return held;
}

/**
 * @throws Problem `childcare-access-no-care` for a stay on a day without care, on which nobody was
 * tapped in at the location either
 */
async function assertCare(
  { config, entities, municipality }: Host<ChildcareConfig>,
  { day, location }: { readonly day: Day; readonly location: string },
): Promise<void> {
  if (dayTypeOf(day, config) !== 'closed') return;
  if ((await entities.count(Attendance, { municipality, day, location })) > 0) return;
  const { detail, jsonPointer, nl } = closedDate(day, '/arrivedAt', config);
  throw noCare({ detail, jsonPointer, endUserMessage: { nl } });
}

/** @throws Problem `childcare-access-impossible-times` */
async function assertPossible(
  host: Host<ChildcareConfig>,
  stay: Times & { id: string; location: string; passholderId: string },
): Promise<void> {
  const { arrivedAt, departedAt, id, location, passholderId } = stay;
  const { day } = clockAt(arrivedAt);
  const { locations } = host.config;
  const hours = Object.hasOwn(locations, location) ? locations[location] : undefined;
  const fault = faultOf(stay, { hours, now: host.now() });
  if (fault !== null) throw impossibleTimes({ ...fault });
  const others = await host.entities.find(
    Attendance,
    { passholderId, day, struckAt: null, id: { $ne: id } },
    { disableIdentityMap: true },
  );
  const isTaken = others.some((one) => {
    return arrivedAt < (one.departedAt ?? Infinity) && one.arrivedAt < departedAt;
  });
  if (isTaken) throw impossibleTimes({ detail: 'it overlaps another stay of the child' });
}

async function keepChange(
  host: Host<ChildcareConfig>,
  change: { id: string; was: Attendance | null; isStruck: boolean; because: string },
): Promise<void> {
  const id = host.newId();
  await host.entities.insert(AttendanceChange, {
    cardSystemId: host.cardSystemId,
    id,
    attendanceId: change.id,
    changedAt: host.now(),
    wasArrivedAt: change.was?.arrivedAt ?? null,
    wasDepartedAt: change.was?.departedAt ?? null,
    isStruck: change.isStruck,
    sealedReason: host.secrets.seal(change.because, reasonOf(`change ${id}`)),
    changedBy: host.client,
  });
}
