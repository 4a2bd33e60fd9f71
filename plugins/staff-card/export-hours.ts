import type { ExportDefinition } from '../../core/contract/plugin.ts';
import type { Host } from '../../core/contract/host.ts';
import { addToDay, calendarPeriodOf, clockAt, type Day } from '../../core/contract/period.ts';
import type { StaffConfig } from './config.ts';
import { TimeEntry } from './time-entry.entity.ts';
import { addUp } from './time-rules.ts';

const HOUR_MINUTES = 60;
const CENTS = 100;

/**
 * What payroll asks of each month: the days and hours of who clocked, and what was paid with the
 * meal budget. Of the running month and the one before it, by staff number.
 */
export const exportHours: ExportDefinition<StaffConfig> = {
  title: { nl: 'Uren en maaltijden', fr: 'Heures et repas', en: 'Hours and meals' },
  permission: 'STAFF_CARD_TIME_READ',
  async rows(host) {
    const running = calendarPeriodOf(clockAt(host.now()).day, 'MONTH').from;
    const before = addToDay(running, { months: -1 });
    const lines = [...(await linesOf(host, before)), ...(await linesOf(host, running))];
    return [
      [
        'maand',
        'stamnr',
        'naam',
        'voornaam',
        'dagen',
        'uren',
        'zonder einde',
        'maaltijden',
        'euro',
      ],
      ...lines,
    ];
  },
};

interface Worker {
  readonly staffNumber: string;
  readonly passholderId: string;
}

async function linesOf(host: Host<StaffConfig>, from: Day): Promise<(string | number)[][]> {
  const { config, entities, municipality } = host;
  const until = addToDay(addToDay(from, { months: 1 }), { days: -1 });
  const entries = await entities.find(
    TimeEntry,
    { municipality, day: { $gte: from, $lte: until }, struckAt: null },
    { disableIdentityMap: true },
  );
  const meals = await host.roles.uses('badge', { from, until });
  const badges = await host.roles.list('badge', { ended: true });
  const numberOf = new Map(
    badges.map(({ id, attributes }) => [id, (attributes as Worker).staffNumber]),
  );
  const workers = new Map<string, Worker>();
  for (const { passholderId, staffNumber } of entries) {
    workers.set(`${staffNumber} ${passholderId}`, { passholderId, staffNumber });
  }
  const paid = new Map<string, { meals: number; cents: number }>();
  for (const { roleId, passholderId, amount } of meals) {
    const staffNumber = numberOf.get(roleId) ?? '';
    const key = `${staffNumber} ${passholderId}`;
    workers.set(key, { passholderId, staffNumber });
    const { meals: count = 0, cents = 0 } = paid.get(key) ?? {};
    paid.set(key, { meals: count + Math.sign(amount), cents: cents + amount });
  }
  const persons = await host.passholders.describe(
    [...workers.values()].map((one) => one.passholderId),
  );
  const clock = { now: host.now(), longestHours: config.timeClock?.longestHours ?? 0 };
  const byNumber = new Intl.Collator('nl', { numeric: true });
  return [...workers]
    .toSorted(([, a], [, b]) => byNumber.compare(a.staffNumber, b.staffNumber))
    .flatMap(([key, { passholderId, staffNumber }]) => {
      const person = persons.get(passholderId);
      if (!person) return [];
      const own = entries.filter((one) => `${one.staffNumber} ${one.passholderId}` === key);
      const worked = addUp(own, clock);
      const { meals: count = 0, cents = 0 } = paid.get(key) ?? {};
      return [
        [
          from.slice(0, 7),
          staffNumber,
          person.lastName,
          person.firstName,
          worked.days,
          Number((worked.minutes / HOUR_MINUTES).toFixed(2)),
          worked.withoutEnd,
          count,
          cents / CENTS,
        ],
      ];
    });
}
