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
  const { location, school } = attributes as EnrolledChild;
  if (!Object.hasOwn(locations, location)) {
    const known = Object.keys(locations).join(', ');
    return { name: 'location', expected: `must be one of ${known}` };
  }
  if (school === undefined || Object.hasOwn(schools, school)) return null;
  const known = Object.keys(schools).join(', ');
  return { name: 'school', expected: known === '' ? 'is of no use' : `must be one of ${known}` };
}
