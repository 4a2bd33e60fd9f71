import { LockMode } from '@mikro-orm/core';
import type { Host } from '../../core/contract/host.ts';
import { clockAt, type Day, ZONE } from '../../core/contract/period.ts';
import { Activity } from './activity.entity.ts';
import { type ActivityHours, coincide, hasBegun } from './activity-hours.ts';
import type { ActivityPlace, GrabbelpasConfig } from './config.ts';
import { Child, Enrolment, LIVE } from './enrolment.entity.ts';
import { type ChildFacts, findMisfit } from './fit-rule.ts';
import { activityNotFound } from './problems.ts';
import { firstFitting } from './waiting-list.ts';

/*
 * The order of locks: an offer is ended, then an activity is held, then its children, each list by
 * id. Who takes them in another order would wait for each other.
 */

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const LOCKED = { lockMode: LockMode.PESSIMISTIC_WRITE, disableIdentityMap: true } as const;

/** @throws Problem `grabbelpas-activity-not-found`, also for one that was cancelled */
export async function findActivity(host: Host<GrabbelpasConfig>, id: string): Promise<Activity> {
  const { entities, municipality } = host;
  const named = { id, municipality, isCancelled: false };
  const found = await entities.findOne(Activity, named, { disableIdentityMap: true });
  if (!found) throw activityNotFound();
  return found;
}

/**
 * Waits until nobody else is changing an activity or its places.
 *
 * @throws Problem `grabbelpas-activity-not-found`, also for one that was cancelled meanwhile
 */
export async function holdActivity(host: Host<GrabbelpasConfig>, id: string): Promise<Activity> {
  const { entities, municipality } = host;
  const held = await entities.findOne(Activity, { id, municipality }, LOCKED);
  if (!held || held.isCancelled) throw activityNotFound();
  return held;
}

/**
 * Waits until nobody else gives these children a place in any activity.
 *
 * @param passholderIds of an activity that is held
 */
export async function holdChildren(
  { cardSystemId, entities }: Host<GrabbelpasConfig>,
  passholderIds: readonly string[],
): Promise<void> {
  const ids = passholderIds.toSorted();
  if (ids.length === 0) return;
  const rows = ids.map((id) => ({ cardSystemId, id }));
  await entities.upsertMany(Child, rows, {
    onConflictFields: ['cardSystemId', 'id'],
    onConflictAction: 'ignore',
    disableIdentityMap: true,
  });
  await entities.find(Child, { id: { $in: ids } }, { ...LOCKED, orderBy: { id: 'asc' } });
}

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

/** What is kept with the role of a place. */
export function placeOf({
  firstDay,
  from,
  id: activity,
  lastDay,
  place,
  title,
  until,
}: Activity): ActivityPlace {
  return { activity, title, place, firstDay, lastDay, from, until };
}

/** The moment at which an activity begins, in milliseconds since 1970. */
function beginOf({ firstDay, from }: ActivityHours): number {
  return Temporal.PlainDateTime.from(`${firstDay}T${from}`).toZonedDateTime(ZONE).epochMilliseconds;
}

/**
 * Offers the free places to the first who wait and fit, siblings together. Nobody is enrolled or
 * charged by itself; an offer ends before the activity begins.
 *
 * @param activity held
 */
export async function offerFreePlaces(
  host: Host<GrabbelpasConfig>,
  activity: Activity,
): Promise<void> {
  const { config, entities } = host;
  if (hasBegun(activity, clockAt(host.now()))) return;
  const { left, waiting } = await countPlaces(host, activity);
  if (left === 0 || waiting === 0) return;
  const queue = await entities.find(
    Enrolment,
    { activityId: activity.id, state: 'waiting' },
    { orderBy: { number: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const groups = groupsOf(queue);
  const busy = await findBusy(
    host,
    queue.map(({ passholderId }) => passholderId),
    activity,
  );
  const passedOver = new Set(
    queue.filter((one) => busy.has(one.passholderId)).map(({ together }) => together),
  );
  const until = Math.min(host.now() + config.offerHours * HOUR_MS, beginOf(activity) - MINUTE_MS);
  if (until < host.now()) return;
  for (let free = left; free > 0;) {
    const group = firstFitting(groups, free, passedOver);
    if (!group) return;
    passedOver.add(group.together);
    const fits = await allFit(host, group.members, activity);
    if (!fits) continue;
    await offerTo(host, group.members, until);
    free -= group.size;
  }
}

interface Group {
  readonly together: string;
  readonly size: number;
  readonly members: readonly Enrolment[];
}

function groupsOf(queue: readonly Enrolment[]): Group[] {
  const byGroup = Map.groupBy(queue, ({ together }) => together);
  return [...byGroup].map(([together, members]) => ({ together, size: members.length, members }));
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
