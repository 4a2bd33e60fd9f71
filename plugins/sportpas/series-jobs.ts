import type { Host } from '../../core/contract/host.ts';
import type { JobDefinition } from '../../core/contract/plugin.ts';
import { clockAt } from '../../core/contract/period.ts';
import { lessonOf } from './attend-lesson.ts';
import { Attendance } from './attendance.entity.ts';
import type { SportpasConfig } from './config.ts';
import { Enrolment } from './enrolment.entity.ts';
import { lessonFee } from './series-charges.ts';
import { holdSeries, offerFreePlaces } from './series-places.ts';

/** Attendances at once. */
const CHUNK = 500;

/**
 * Settles what sport owes for the lessons of the days that are over, one attendance each. Run
 * twice, or killed and run again, it comes to the same: each is settled once under its own name.
 * What core refuses is not passed over: nothing of the run is kept then.
 */
export const settleLessons: JobDefinition<SportpasConfig> = {
  title: { nl: 'Gevolgde lessen afrekenen' },
  everyMinutes: 60,
  async run(host) {
    const { entities, municipality } = host;
    const { day: today } = clockAt(host.now());
    const open = { municipality, isSettled: false, struckAt: null };
    const attended = await entities.find(
      Attendance,
      { ...open, day: { $lt: today } },
      { orderBy: { day: 'asc', id: 'asc' }, limit: CHUNK, disableIdentityMap: true },
    );
    for (const attendance of attended) {
      const { id } = attendance;
      // Struck in the meantime, or settled by another worker, it is passed over.
      const isMine = await entities.nativeUpdate(Attendance, { ...open, id }, { isSettled: true });
      if (isMine > 0) await settle(host, attendance);
    }
    if (attended.length === CHUNK) await host.jobs.enqueue('settle-lessons', { id: 'more' });
  },
};

async function settle(
  host: Host<SportpasConfig>,
  { day: serviceDate, enrolmentId, id, roleId }: Attendance,
): Promise<void> {
  const { config, entities, municipality, passholders } = host;
  const about = lessonOf(id);
  const where = { id: enrolmentId, municipality };
  const { passholderId, series } = await entities.findOneOrFail(Enrolment, where);
  if (await passholders.readFacts(passholderId, serviceDate)) {
    await host.charge({ about, serviceDate, items: [{ roleId, data: { kind: 'lesson' } }] });
    return;
  }
  // Who attended was erased since: whoever gave the lesson is owed for it all the same.
  const settings = config.series[series];
  const fee = settings && lessonFee(config, settings);
  if (!fee) return;
  const { cents, operator: creditor } = fee;
  const role = 'lesson-series';
  await host.owe({ about, serviceDate, role, cents, debtor: config.department, creditor });
}

/** Offers the places that a town added to a series to who waits. */
export const offerPlaces: JobDefinition<SportpasConfig> = {
  title: { nl: 'Vrije plaatsen in lessenreeksen aanbieden' },
  everyMinutes: 60,
  async run(host) {
    for (const key of Object.keys(host.config.series).toSorted()) {
      await offerFreePlaces(host, await holdSeries(host, key));
    }
  },
};
