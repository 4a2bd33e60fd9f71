import type { Host } from '../../../core/contract/host.ts';
import { clockAt } from '../../../core/contract/period.ts';
import { Activity } from './activity.entity.ts';
import { findActivity, holdActivity } from './hold-activity.ts';
import { endPlace, takeBack } from '../enrolments/cancel-enrolment.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Enrolment, LIVE } from '../enrolments/enrolment.entity.ts';
import { withdrawOffers } from '../enrolments/withdraw-offers.ts';
import { activityOver } from '../problems.ts';

/**
 * Cancels an activity: everybody gets back everything, also what was kept of who cancelled late;
 * nobody has a place, is offered one, or waits any more. Who would give it is owed nothing.
 *
 * @throws Problem, each `grabbelpas-`: `activity-not-found`, `activity-over`
 */
export async function cancelActivity(host: Host<GrabbelpasConfig>, id: string): Promise<void> {
  const { entities } = host;
  await findActivity(host, id);
  const ofActivity = { activityId: id };
  await withdrawOffers(host, id);
  const activity = await holdActivity(host, id);
  if (activity.lastDay < clockAt(host.now()).day) throw activityOver();
  const placed = await entities.find(
    Enrolment,
    { ...ofActivity, roleId: { $ne: null } },
    { orderBy: { passholderId: 'asc', number: 'asc' }, disableIdentityMap: true },
  );
  for (const enrolment of placed) {
    await takeBack(host, enrolment.id);
    if (enrolment.state !== 'enrolled') continue;
    await endPlace(host, enrolment, { activity, reason: 'activity-cancelled' });
  }
  const gone = { state: 'activity-cancelled' as const, offerId: null, offeredUntil: null };
  await entities.nativeUpdate(Enrolment, { ...ofActivity, state: LIVE }, gone);
  await entities.nativeUpdate(Enrolment, ofActivity, { isKept: false });
  await entities.nativeUpdate(Activity, { id }, { isCancelled: true });
}
