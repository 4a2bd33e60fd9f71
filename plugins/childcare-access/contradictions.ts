import type { Contradiction } from '../../core/contract/plugin.ts';
import type { ChildcareConfig, EnrolledChild } from './config.ts';

/** Hours, holidays and prices that cannot be as they are. */
export function findContradictions(config: ChildcareConfig): Contradiction[] {
  const hours = Object.entries(config.locations)
    .filter(([, { closesAt, opensAt }]) => closesAt <= opensAt)
    .map(([key, { closesAt, opensAt }]): Contradiction => {
      const message = `${closesAt} is not after ${opensAt}, when the care begins`;
      return { at: ['locations', key, 'closesAt'], message };
    });
  const holidays = config.holidays.flatMap(({ from, until }, at): Contradiction[] => {
    if (from <= until) return [];
    return [{ at: ['holidays', at, 'until'], message: `${until} is before ${from}` }];
  });
  const days = config.rates.map(({ validFrom }) => validFrom);
  const rates = days.flatMap((day, at): Contradiction[] => {
    if (days.indexOf(day) === at) return [];
    const message = `other prices hold from ${day} on: expected each day once`;
    return [{ at: ['rates', at, 'validFrom'], message }];
  });
  return [...hours, ...holidays, ...rates];
}

/** The first attribute of an enrolment of which the settings know nothing; null for none. */
export function findUnknown(
  attributes: Readonly<Record<string, unknown>>,
  { locations, schools }: ChildcareConfig,
): { name: string; expected: string } | null {
  const { group, location, school } = attributes as EnrolledChild;
  const settings = Object.hasOwn(locations, location) ? locations[location] : undefined;
  if (settings === undefined) return { name: 'location', expected: oneOf(locations) };
  if (group !== undefined && !Object.hasOwn(settings.groups, group)) {
    return { name: 'group', expected: oneOf(settings.groups) };
  }
  if (school === undefined || Object.hasOwn(schools, school)) return null;
  return { name: 'school', expected: oneOf(schools) };
}

/** What would be right where a name of the settings is expected. */
export function oneOf(known: object): string {
  const names = Object.keys(known).join(', ');
  return names === '' ? 'is of no use' : `must be one of ${names}`;
}
