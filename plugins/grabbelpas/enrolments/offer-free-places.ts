import type { Host } from '../../../core/contract/host.ts';
import { clockAt, ZONE } from '../../../core/contract/period.ts';
import type { Activity } from '../activities/activity.entity.ts';
import { type ActivityHours, hasBegun } from '../activities/activity-hours.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Enrolment, LIVE } from './enrolment.entity.ts';
import { findMisfit } from './misfit.ts';
import { findBusy, readChild } from './read-children.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How many places of an activity nobody has or is offered, and how many wait for one. */
export async function countPlaces(
  { entities }: Host<GrabbelpasConfig>,
  { id: activityId, places }: Pick<Activity, 'id' | 'places'>,
): Promise<{ taken: number; left: number; waiting: number }> {
  const where = { activityId, state: LIVE };
  const counted = await entities.countBy(Enrolment, 'state', { where });
  const { enrolled = 0, offered = 0, waiting = 0 } = counted;
  const taken = enrolled + offered;
  return { taken, left: Math.max(places - taken, 0), waiting };
}

/**
 * Offers the free places to the first who wait and fit, siblings together. Who does not fit now, or
 * is with too many for what is free, keeps the place on the list. Nobody is enrolled or charged by
 * itself; an offer ends before the activity begins.
 *
 * @param activity held
 */
export async function offerFreePlaces(
  host: Host<GrabbelpasConfig>,
  activity: Activity,
): Promise<void> {
  const now = host.now();
  const until = Math.min(now + host.config.offerHours * HOUR_MS, beginOf(activity) - MINUTE_MS);
  if (hasBegun(activity, clockAt(now)) || until < now) return;
  const { left, waiting } = await countPlaces(host, activity);
  if (left === 0 || waiting === 0) return;
  let free = left;
  for (const siblings of await findWaiting(host, activity)) {
    if (free === 0) return;
    if (siblings.length > free || !(await allFit(host, siblings, activity))) continue;
    await offerTo(host, siblings, until);
    free -= siblings.length;
  }
}

/** Who waits, in the order of asking, each with who asked together; without who is busy then. */
async function findWaiting(
  host: Host<GrabbelpasConfig>,
  activity: Activity,
): Promise<Enrolment[][]> {
  const queue = await host.entities.find(
    Enrolment,
    { activityId: activity.id, state: 'waiting' },
    { orderBy: { number: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const children = queue.map(({ passholderId }) => passholderId);
  const busy = await findBusy(host, children, activity);
  const together = Map.groupBy(queue, (one) => one.together);
  return [...together.values()].filter(
    (siblings) => !siblings.some(({ passholderId }) => busy.has(passholderId)),
  );
}

/** The moment at which an activity begins, in milliseconds since 1970. */
function beginOf({ firstDay, from }: ActivityHours): number {
  return Temporal.PlainDateTime.from(`${firstDay}T${from}`).toZonedDateTime(ZONE).epochMilliseconds;
}

async function allFit(
  host: Host<GrabbelpasConfig>,
  members: readonly Enrolment[],
  activity: Activity,
): Promise<boolean> {
  for (const { passholderId } of members) {
    const child = await readChild(host, passholderId);
    if (!child || findMisfit(child, activity, host.config) !== null) return false;
  }
  return true;
}

/** One offer for all who asked together: it is accepted by all, or by none. */
async function offerTo(
  { entities, offers }: Host<GrabbelpasConfig>,
  members: readonly Enrolment[],
  until: number,
): Promise<void> {
  const [first] = members;
  if (!first) return;
  const { activityId, passholderId, together } = first;
  const { id: offerId } = await offers.make({ passholderId, about: `place/${together}`, until });
  const offered = { state: 'offered' as const, offerId, offeredUntil: until };
  await entities.nativeUpdate(Enrolment, { activityId, together, state: 'waiting' }, offered);
}
