import type { ExportDefinition } from '../../../core/contract/plugin.ts';
import { byDutch } from '../../../core/contract/text.ts';
import type { ChildcareConfig, EnrolledChild } from '../config.ts';
import { WEEKDAYS } from './child-row.ts';
import { CHILD } from './hold-enrolments.ts';

const HEADER = ['naam', 'voornaam', 'geboren', 'locatie', 'dagen', 'vrije dagen', 'van', 'tot'];

/** Every child that is enrolled, by location and name. What it cannot bear is on no list. */
export const exportChildren: ExportDefinition<ChildcareConfig> = {
  title: { nl: 'Ingeschreven kinderen', en: 'Enrolled children' },
  permission: 'CHILDCARE_ACCESS_CHILDREN_READ',
  async rows(host) {
    const roles = await host.roles.list(CHILD);
    const persons = await host.passholders.describe(roles.map((one) => one.passholderId));
    const lines = roles.flatMap(({ attributes, passholderId, period }) => {
      const { days, location, onFreeDays } = attributes as EnrolledChild;
      const person = persons.get(passholderId);
      if (!person) return [];
      const name = host.config.locations[location]?.name ?? location;
      const pattern = days.map((day) => WEEKDAYS[day - 1]).join(' ');
      const { birthDate, firstName, lastName } = person;
      const free = onFreeDays ? 'ja' : 'nee';
      return [[lastName, firstName, birthDate, name, pattern, free, period.from, period.until]];
    });
    return [HEADER, ...lines.toSorted(byLocationAndName)];
  },
};

function byLocationAndName(a: (string | null)[], b: (string | null)[]): number {
  return byDutch(`${a[3]} ${a[0]} ${a[1]}`, `${b[3]} ${b[0]} ${b[1]}`);
}
