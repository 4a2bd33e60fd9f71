import { LockMode } from '@mikro-orm/core';
import type { Host } from '../../../core/contract/host.ts';
import { Activity } from './activity.entity.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Child } from '../enrolments/enrolment.entity.ts';
import { activityNotFound } from '../problems.ts';

/*
 * The order of locks: an offer is ended, then an activity is held, then its children, each list by
 * id. Who takes them in another order would wait for each other.
 */

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
