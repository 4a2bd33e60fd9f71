import { LockMode } from '@mikro-orm/core';
import type { Host } from '../../../core/contract/host.ts';
import { clockAt } from '../../../core/contract/period.ts';
import { Activity } from '../activities/activity.entity.ts';
import { isOnNow } from '../activities/activity-hours.ts';
import { Attendance } from './attendance.entity.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { findByCard } from '../enrolments/enrol.ts';
import { Enrolment } from '../enrolments/enrolment.entity.ts';
import { alreadyPresent, attendanceNotFound, noActivity } from '../problems.ts';

/** An activity that a child is at. */
export interface AttendedActivity {
  readonly activityId: string;
  readonly title: string;
  readonly day: string;
}

/**
 * Takes down that the holder of a card is there for the activity that is on at a place. One card
 * lets one in: a second tap on the same day is refused. Who gives another activity there has no
 * business with who is at this one.
 *
 * @param tap.id of the attendance that is made
 * @throws Problem, each `grabbelpas-`: `holder-not-found`, `no-activity`, `already-present`
 */
export async function attendActivity(
  host: Host<GrabbelpasConfig>,
  tap: { readonly id: string; readonly card: string; readonly placeId: string },
): Promise<AttendedActivity> {
  const { cardSystemId, entities, municipality } = host;
  const { day } = clockAt(host.now());
  const passholderId = await findByCard(host, tap.card);
  const on = await findOnNow(host, tap.placeId);
  const [enrolment] = await entities.find(
    Enrolment,
    { municipality, passholderId, state: 'enrolled', activityId: { $in: [...on.keys()] } },
    { orderBy: { number: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const activity = enrolment && on.get(enrolment.activityId);
  if (!activity) throw noActivity();
  const { activityId, id: enrolmentId } = enrolment;
  // Held, so that of two taps at once the second sees the first.
  const isHeld = await holdEnrolment(host, enrolmentId);
  if (!isHeld) throw noActivity();
  const before = await entities.count(Attendance, { enrolmentId, day, struckAt: null });
  if (before > 0) throw alreadyPresent();
  await entities.insert(Attendance, {
    cardSystemId,
    id: tap.id,
    municipality,
    enrolmentId,
    day,
    happenedAt: host.now(),
  });
  return { activityId, title: activity.title, day };
}

/** The activity that an attendance is of, and whose it is. */
export async function readAttended(
  { entities, municipality }: Host<GrabbelpasConfig>,
  id: string,
): Promise<{ readonly enrolment: Enrolment; readonly attended: AttendedActivity }> {
  const { day, enrolmentId } = await entities.findOneOrFail(Attendance, { id, municipality });
  const named = { id: enrolmentId, municipality };
  const enrolment = await entities.findOneOrFail(Enrolment, named);
  const { activityId } = enrolment;
  const { title } = await entities.findOneOrFail(Activity, { id: activityId, municipality });
  return { enrolment, attended: { activityId, title, day } };
}

/**
 * Strikes an attendance that was a mistake. What was owed because the child was there is taken
 * back, when it was not there on another day either.
 *
 * @throws Problem `grabbelpas-attendance-not-found`
 */
export async function strikeAttendance(host: Host<GrabbelpasConfig>, id: string): Promise<void> {
  const { entities, municipality } = host;
  const standing = { id, municipality, struckAt: null };
  const found = await entities.findOne(Attendance, standing, { disableIdentityMap: true });
  if (!found) throw attendanceNotFound();
  const { enrolmentId } = found;
  await holdEnrolment(host, enrolmentId);
  const struck = { struckAt: host.now() };
  if ((await entities.nativeUpdate(Attendance, standing, struck)) === 0) throw attendanceNotFound();
  const left = await entities.count(Attendance, { enrolmentId, struckAt: null });
  if (left > 0) return;
  const enrolment = await entities.findOneOrFail(Enrolment, { id: enrolmentId, municipality });
  const activity = await entities.findOneOrFail(Activity, { id: enrolment.activityId });
  if (activity.owedPer === 'present') await host.reverse(owedFact(enrolmentId));
}

/** What the settlement of what a giver is owed for a place is about. */
export function owedFact(enrolmentId: string): string {
  return `owed/${enrolmentId}`;
}

/** Whether somebody still has the place, of which nobody else changes an attendance from now on. */
async function holdEnrolment(
  { entities, municipality }: Host<GrabbelpasConfig>,
  id: string,
): Promise<boolean> {
  const held = await entities.findOne(
    Enrolment,
    { id, municipality },
    { lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true },
  );
  return held?.state === 'enrolled';
}

/** What is on, of what the organizer that asks gives or decides about. */
async function findOnNow(
  { config, entities, municipality, now, organizer, placeKey }: Host<GrabbelpasConfig>,
  placeId: string,
): Promise<Map<string, Activity>> {
  const place = placeKey(placeId);
  if (place === null) return new Map();
  const clock = clockAt(now());
  const { day } = clock;
  const today = await entities.find(
    Activity,
    {
      municipality,
      place,
      isCancelled: false,
      firstDay: { $lte: day },
      lastDay: { $gte: day },
    },
    { disableIdentityMap: true },
  );
  const on = today.filter((activity) => {
    const isTheirs = organizer === config.department || organizer === activity.giver;
    return isTheirs && isOnNow(activity, clock, config.earlyMinutes);
  });
  return new Map(on.map((activity) => [activity.id, activity]));
}
