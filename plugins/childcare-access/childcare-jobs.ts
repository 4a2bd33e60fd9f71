import type { JobDefinition } from '../../core/contract/plugin.ts';
import { clockAt } from '../../core/contract/period.ts';
import { Attendance } from './attendance/attendance.entity.ts';
import { openDay } from './money/days-to-settle.ts';
import type { ChildcareConfig } from './config.ts';
import { dayTypeOf, momentOf } from './day-type.ts';
import { todayOf } from './today.ts';
import { settleDay } from './money/settle-day.ts';
import { CareDay } from './money/settlement.entity.ts';

const MINUTE_MS = 60_000;
/** Days that are settled in one run. */
const DAYS = 31;
/** Children that are closed in one run. */
const CHUNK = 200;

/**
 * Closes the attendances that nobody tapped out, as of closing time, and flags them. It also takes
 * note of today, so that who was missed is settled on a day on which nobody came.
 */
export const closeForgotten: JobDefinition<ChildcareConfig> = {
  title: { nl: 'Vergeten uitchecks afsluiten' },
  everyMinutes: 5,
  async run(host) {
    const { config, entities, municipality } = host;
    const today = todayOf(host);
    if (dayTypeOf(today, config) !== 'closed') await openDay(host, today);
    const inside = await entities.find(
      Attendance,
      { municipality, departedAt: null, struckAt: null },
      { orderBy: { arrivedAt: 'asc', id: 'asc' }, limit: CHUNK, disableIdentityMap: true },
    );
    for (const { arrivedAt, day, id, location } of inside) {
      const settings = Object.hasOwn(config.locations, location) && config.locations[location];
      const closing = momentOf(day, settings ? settings.closesAt : '24:00');
      const forgottenAt = closing + config.forgottenAfterMinutes * MINUTE_MS;
      const isOver = host.now() >= forgottenAt || day < today;
      if (!isOver) continue;
      // Tapped out in the meantime, it is passed over.
      await entities.nativeUpdate(
        Attendance,
        { id, departedAt: null },
        { departedAt: Math.max(arrivedAt, closing), departedBy: 'closing' },
      );
    }
  },
};

/** Settles the days that are over, one in each transaction. */
export const settleDays: JobDefinition<ChildcareConfig> = {
  title: { nl: 'Opvangdagen afrekenen' },
  everyMinutes: 30,
  async run(host) {
    const { entities, municipality } = host;
    const today = clockAt(host.now()).day;
    const open = await entities.find(
      CareDay,
      { municipality, isSettled: false, day: { $lt: today } },
      { orderBy: { day: 'asc' }, limit: DAYS, disableIdentityMap: true },
    );
    for (const { day } of open) await host.jobs.enqueue('settle-day', { id: day, data: { day } });
  },
};

/** Settles one day that is over; what is too much for one transaction goes to the next. */
export const settleOneDay: JobDefinition<ChildcareConfig> = {
  title: { nl: 'Een opvangdag afrekenen' },
  async run(host, { day = '' }) {
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || day >= todayOf(host)) return;
    const hasMore = await settleDay(host, day);
    const id = `${day}/${host.newId()}`;
    if (hasMore) await host.jobs.enqueue('settle-day', { id, data: { day } });
  },
};
