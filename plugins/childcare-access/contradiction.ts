import type { Contradiction } from '../../core/contract/plugin.ts';
import type { ChildcareConfig, EnrolledChild } from './config.ts';

/** The first hours, holiday or prices that cannot be as they are; null for none. */
export function findContradiction(config: ChildcareConfig): Contradiction | null {
  for (const [key, { closesAt, opensAt }] of Object.entries(config.locations)) {
    if (closesAt > opensAt) continue;
    const message = `${closesAt} is not after ${opensAt}, when the care begins`;
    return { at: ['locations', key, 'closesAt'], message };
  }
  for (const [at, { from, until }] of config.holidays.entries()) {
    if (from <= until) continue;
    return { at: ['holidays', at, 'until'], message: `${until} is before ${from}` };
  }
  const seen = new Set<string>();
  for (const [at, { validFrom }] of config.rates.entries()) {
    const message = `other prices hold from ${validFrom} on: expected each day once`;
    if (seen.has(validFrom)) return { at: ['rates', at, 'validFrom'], message };
    seen.add(validFrom);
  }
  return null;
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
