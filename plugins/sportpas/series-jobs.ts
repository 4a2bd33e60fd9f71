import type { JobDefinition } from '../../core/contract/plugin.ts';
import { clockAt } from '../../core/contract/period.ts';
import { Problem } from '../../core/contract/problem.ts';
import { lessonOf } from './attend-lesson.ts';
import { Attendance } from './attendance.entity.ts';
import type { SportpasConfig } from './config.ts';
import { holdSeries, offerFreePlaces } from './series-places.ts';

/** Attendances at once. */
const CHUNK = 500;

/**
 * Settles what sport owes for the lessons of the days that are over, one attendance each. Run
 * twice, or killed and run again, it comes to the same: each is settled once under its own name.
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
    for (const { day, id, roleId } of attended) {
      // Struck in the meantime, or settled by another worker, it is passed over.
      const isMine = await entities.nativeUpdate(Attendance, { ...open, id }, { isSettled: true });
      if (isMine === 0) continue;
      const items = [{ roleId, data: { kind: 'lesson' } }];
      try {
        await host.charge({ about: lessonOf(id), serviceDate: day, items });
      } catch (error) {
        // One holder who was erased meanwhile does not hold up what is owed for all the others.
        if (!(error instanceof Problem)) throw error;
        await entities.nativeUpdate(Attendance, { id }, { isSettled: false });
      }
    }
    if (attended.length === CHUNK) await host.jobs.enqueue('settle-lessons', { id: 'more' });
  },
};

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
