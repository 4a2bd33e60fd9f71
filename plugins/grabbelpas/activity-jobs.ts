import type { Host } from '../../core/contract/host.ts';
import type { JobDefinition } from '../../core/contract/plugin.ts';
import { clockAt } from '../../core/contract/period.ts';
import { Problem } from '../../core/contract/problem.ts';
import { Activity } from './activity.entity.ts';
import { holdActivity, offerFreePlaces } from './activity-places.ts';
import { owedFact } from './attend-activity.ts';
import { Attendance } from './attendance.entity.ts';
import type { GrabbelpasConfig } from './config.ts';
import { Enrolment } from './enrolment.entity.ts';
import { isOwed } from './owed-rule.ts';

/** Activities at once: of each, as many places as it has. */
const CHUNK = 20;

/**
 * Settles what the givers of the activities that are over are owed. Run twice, or killed and run
 * again, it comes to the same: each place is settled once, under its own name.
 */
export const settleActivities: JobDefinition<GrabbelpasConfig> = {
  title: { nl: 'Gegeven vakantieactiviteiten afrekenen' },
  everyMinutes: 60,
  async run(host) {
    const { config, entities, municipality } = host;
    const { day: today } = clockAt(host.now());
    const over = await entities.find(
      Activity,
      {
        municipality,
        isCancelled: false,
        isSettled: false,
        lastDay: { $lt: today },
        owedCents: { $gt: 0 },
        // Of one that the settings no longer name, until they name it again.
        giver: { $in: Object.keys(config.givers) },
      },
      { orderBy: { lastDay: 'asc', id: 'asc' }, limit: CHUNK, disableIdentityMap: true },
    );
    for (const activity of over) {
      await settle(host, activity);
      await entities.nativeUpdate(Activity, { id: activity.id }, { isSettled: true });
    }
    if (over.length === CHUNK) await host.jobs.enqueue('settle-activities', { id: 'more' });
  },
};

/** Offers places that came free where nobody was looking: of a child that was erased or moved. */
export const offerPlaces: JobDefinition<GrabbelpasConfig> = {
  title: { nl: 'Vrije plaatsen in vakantieactiviteiten aanbieden' },
  everyMinutes: 60,
  async run(host) {
    const { entities, municipality } = host;
    const waiting = await entities.countBy(Enrolment, 'activityId', {
      where: { municipality, state: 'waiting' },
    });
    const ahead = await entities.find(
      Activity,
      {
        id: { $in: Object.keys(waiting) },
        isCancelled: false,
        lastDay: { $gte: clockAt(host.now()).day },
      },
      { fields: ['id'], orderBy: { id: 'asc' }, disableIdentityMap: true },
    );
    for (const { id } of ahead) await offerFreePlaces(host, await holdActivity(host, id));
  },
};

async function settle(host: Host<GrabbelpasConfig>, activity: Activity): Promise<void> {
  const { entities } = host;
  const { giver, id: activityId, lastDay, owedCents: cents } = activity;
  const open = { activityId, roleId: { $ne: null }, isSettled: false };
  const places = await entities.find(Enrolment, open, {
    orderBy: { number: 'asc' },
    disableIdentityMap: true,
  });
  for (const { id, isHeld, roleId, state } of places) {
    // Settled by another worker, it is passed over; who strikes an attendance waits from here on.
    const isMine = await entities.nativeUpdate(Enrolment, { ...open, id }, { isSettled: true });
    if (isMine === 0 || !roleId) continue;
    const attended = await entities.count(Attendance, { enrolmentId: id, struckAt: null });
    const outcome = { isHeld: isHeld || state === 'enrolled', isAttended: attended > 0 };
    if (!isOwed(activity, outcome)) continue;
    const items = [{ roleId, data: { kind: 'owed', cents, giver } }];
    try {
      await host.charge({ about: owedFact(id), serviceDate: lastDay, items });
    } catch (error) {
      // One child that was erased meanwhile does not hold up what is owed for all the others.
      if (!(error instanceof Problem)) throw error;
      await entities.nativeUpdate(Enrolment, { id }, { isSettled: false });
    }
  }
}
