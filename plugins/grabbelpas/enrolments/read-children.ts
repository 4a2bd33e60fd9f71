import type { Host } from '../../../core/contract/host.ts';
import { clockAt, type Day } from '../../../core/contract/period.ts';
import { Activity } from '../activities/activity.entity.ts';
import { type ActivityHours, coincide } from '../activities/activity-hours.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Enrolment } from './enrolment.entity.ts';
import type { ChildFacts } from './misfit.ts';

/** Which of these children have a place in another activity at the same time. */
export async function findBusy(
  host: Host<GrabbelpasConfig>,
  passholderIds: readonly string[],
  activity: ActivityHours & { readonly id: string },
): Promise<Set<string>> {
  const places = await findPlaces(host, passholderIds, activity.firstDay);
  const busy = places.filter((one) => one.id !== activity.id && coincide(one, activity));
  return new Set(busy.map(({ passholderId }) => passholderId));
}

/** The activities, from a day on, in which these children have a place: one for each place. */
export async function findPlaces(
  { entities, municipality }: Host<GrabbelpasConfig>,
  passholderIds: readonly string[],
  day: Day,
): Promise<(ActivityHours & { readonly id: string; readonly passholderId: string })[]> {
  const places = await entities.find(
    Enrolment,
    { municipality, passholderId: { $in: [...passholderIds] }, state: 'enrolled' },
    { fields: ['activityId', 'passholderId'], disableIdentityMap: true },
  );
  const activities = await entities.find(
    Activity,
    { id: { $in: places.map(({ activityId }) => activityId) }, lastDay: { $gte: day } },
    { disableIdentityMap: true },
  );
  const byId = new Map(activities.map((one) => [one.id, one]));
  return places.flatMap(({ activityId, passholderId }) => {
    const activity = byId.get(activityId);
    return activity ? [{ ...activity, passholderId }] : [];
  });
}

/** What is known of a child; null for a person who was erased. */
export async function readChild(
  { now, passholders, roles }: Host<GrabbelpasConfig>,
  passholderId: string,
): Promise<ChildFacts | null> {
  const holder = await passholders.readFacts(passholderId, clockAt(now()).day);
  if (!holder) return null;
  const passes = await roles.list('year-pass', { passholderId });
  return { birthDate: holder.birthDate, passes: passes.map(({ period }) => period) };
}
