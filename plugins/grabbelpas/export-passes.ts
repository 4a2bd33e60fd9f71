import type { ExportDefinition } from '../../core/contract/plugin.ts';
import { clockAt, isOver } from '../../core/contract/period.ts';
import { byDutch } from '../../core/contract/text.ts';
import type { GrabbelpasConfig } from './config.ts';

/** Every pass that has not ended, by name. */
export const exportPasses: ExportDefinition<GrabbelpasConfig> = {
  title: { nl: 'Grabbelpassen', en: 'Holiday passes' },
  permission: 'GRABBELPAS_PARTICIPANTS_EXPORT',
  async rows(host) {
    const today = clockAt(host.now()).day;
    const all = await host.roles.list('year-pass');
    const held = all.filter(({ period }) => !isOver(period, today));
    const persons = await host.passholders.describe(held.map((one) => one.passholderId));
    const lines = held.flatMap(({ passholderId, period }) => {
      const person = persons.get(passholderId);
      if (!person) return [];
      return [[person.lastName, person.firstName, person.birthDate, period.from, period.until]];
    });
    const sorted = lines.toSorted((a, b) => byDutch(`${a[0]} ${a[1]}`, `${b[0]} ${b[1]}`));
    return [['naam', 'voornaam', 'geboortedatum', 'van', 'tot'], ...sorted];
  },
};
