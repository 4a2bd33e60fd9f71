import type { Host } from '../../core/contract/host.ts';
import type { JobDefinition } from '../../core/contract/plugin.ts';
import { clockAt } from '../../core/contract/period.ts';
import { Activity } from './activities/activity.entity.ts';
import { holdActivity } from './activities/hold-activity.ts';
import { owedFact } from './attendance/attend-activity.ts';
import { Attendance } from './attendance/attendance.entity.ts';
import type { GrabbelpasConfig } from './config.ts';
import { Enrolment } from './enrolments/enrolment.entity.ts';
import { offerFreePlaces } from './enrolments/offer-free-places.ts';
import { isOwed } from './attendance/giver-fee.ts';

/** Activities at once: of each, as many places as it has. */
const CHUNK = 20;

/**
 * Settles what the givers of the activities that are over are owed. Run twice, or killed and run
 * again, it comes to the same: each place is settled once, under its own name. What core refuses is
 * not passed over: nothing of the run is kept then, and these activities stay open.
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
    // By id, and each before its enrolments: see hold-activity.ts.
    for (const { id } of over.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const activity = await holdActivity(host, id);
      if (activity.isSettled) continue;
      await settle(host, activity);
      await entities.nativeUpdate(Activity, { id }, { isSettled: true });
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
  for (const { id, isHeld, passholderId, roleId, state } of places) {
    // Who strikes an attendance waits from here on.
    const isMine = await entities.nativeUpdate(Enrolment, { ...open, id }, { isSettled: true });
    if (isMine === 0 || !roleId || giver === null || giver === undefined) continue;
    const attended = await entities.count(Attendance, { enrolmentId: id, struckAt: null });
    const outcome = { isHeld: isHeld || state === 'enrolled', isAttended: attended > 0 };
    if (!isOwed(activity, outcome)) continue;
    const settlement = { about: owedFact(id), serviceDate: lastDay };
    if (await host.passholders.readFacts(passholderId, lastDay)) {
      const items = [{ roleId, data: { kind: 'owed', cents, giver } }];
      await host.charge({ ...settlement, items });
    } else {
      // The child was erased since: its giver is owed all the same.
      await oweForErased(host, { ...settlement, cents, giver });
    }
  }
}

async function oweForErased(
  { config: { department }, owe }: Host<GrabbelpasConfig>,
  debt: { about: string; serviceDate: string; cents: number; giver: string },
): Promise<void> {
  const { about, cents, giver: creditor, serviceDate } = debt;
  if (creditor === department || cents === 0) return;
  const role = 'activity-place';
  await owe({ about, serviceDate, role, cents, debtor: department, creditor });
}
