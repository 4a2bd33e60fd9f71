import type { ExportDefinition } from '../../core/contract/plugin.ts';
import type { Host } from '../../core/contract/host.ts';
import { addToDay, calendarPeriodOf, clockAt, type Day } from '../../core/contract/period.ts';
import type { Badge, StaffConfig } from './config.ts';
import { type MealOfWorker, sumByMonth, type TimeOfWorker } from './month-sums.ts';
import { TimeEntry } from './time-entry.entity.ts';

const HOUR_MINUTES = 60;
const CENTS = 100;
const COLUMNS = 'maand;stamnr;naam;voornaam;dagen;uren;zonder einde;maaltijden;euro'.split(';');

/**
 * What payroll asks of each month: the days and hours of who clocked, and what was paid with the
 * meal budget. Of the running month and the one before it, by staff number.
 */
export const exportHours: ExportDefinition<StaffConfig> = {
  title: { nl: 'Uren en maaltijden', fr: 'Heures et repas', en: 'Hours and meals' },
  permission: 'STAFF_CARD_TIME_READ',
  async rows(host) {
    const running = calendarPeriodOf(clockAt(host.now()).day, 'MONTH').from;
    const period = {
      from: addToDay(running, { months: -1 }),
      until: addToDay(addToDay(running, { months: 1 }), { days: -1 }),
    };
    const sums = sumByMonth(await readTimes(host, period), await readMeals(host, period), {
      now: host.now(),
      longestHours: host.config.timeClock?.longestHours ?? 0,
    });
    const workers = await host.passholders.describe([
      ...new Set(sums.map(({ passholderId }) => passholderId)),
    ]);
    const lines = sums.flatMap(({ passholderId, ...sum }) => {
      const worker = workers.get(passholderId);
      if (!worker) return [];
      const who = [sum.month, sum.staffNumber, worker.lastName, worker.firstName];
      const hours = Number((sum.minutes / HOUR_MINUTES).toFixed(2));
      return [[...who, sum.days, hours, sum.withoutEnd, sum.meals, sum.cents / CENTS]];
    });
    return [COLUMNS, ...lines];
  },
};

interface Days {
  readonly from: Day;
  readonly until: Day;
}

async function readTimes(host: Host<StaffConfig>, { from, until }: Days): Promise<TimeOfWorker[]> {
  const { entities, municipality } = host;
  const standing = { municipality, day: { $gte: from, $lte: until }, struckAt: null };
  const entries = await entities.find(TimeEntry, standing, { disableIdentityMap: true });
  return entries.map((one) => ({ ...one, month: monthOf(one.day) }));
}

async function readMeals({ roles }: Host<StaffConfig>, period: Days): Promise<MealOfWorker[]> {
  const uses = await roles.uses('badge', period);
  const badges = await roles.list('badge', { ended: true });
  const numbers = new Map(
    badges.map(({ id, attributes }) => [id, (attributes as Badge).staffNumber]),
  );
  return uses.map(({ amount, day, passholderId, roleId }) => ({
    month: monthOf(day),
    staffNumber: numbers.get(roleId) ?? '',
    passholderId,
    cents: amount,
  }));
}

function monthOf(day: Day): string {
  return day.slice(0, 'YYYY-MM'.length);
}
