import type { ExportDefinition } from '../../core/contract/plugin.ts';
import { clockAt, isOver } from '../../core/contract/period.ts';
import { byDutch } from '../../core/contract/text.ts';
import type { StaffConfig, TemporaryAccess } from './config.ts';

const COLUMNS = ['naam', 'voornaam', 'zones', 'dagen', 'van', 'tot en met', 'waarvoor'];

/** Every temporary access that has not ended, by its last day and name: what is open, and why. */
export const exportAccess: ExportDefinition<StaffConfig> = {
  title: { nl: 'Tijdelijke toegang', fr: 'Accès temporaire', en: 'Temporary access' },
  permission: 'STAFF_CARD_BADGES_READ',
  async rows(host) {
    const today = clockAt(host.now()).day;
    const all = await host.roles.list('temporary-access');
    const given = all.filter(({ period }) => !isOver(period, today));
    const persons = await host.passholders.describe(given.map((one) => one.passholderId));
    const lines = given.flatMap(({ attributes, passholderId, period: { from, until } }) => {
      const person = persons.get(passholderId);
      if (!person) return [];
      const { days, purpose, zones } = attributes as TemporaryAccess;
      return [[person.lastName, person.firstName, zones.join('|'), days, from, until, purpose]];
    });
    const keyOf = (line: (typeof lines)[number]) => `${line[5]} ${line[0]} ${line[1]}`;
    return [COLUMNS, ...lines.toSorted((a, b) => byDutch(keyOf(a), keyOf(b)))];
  },
};
