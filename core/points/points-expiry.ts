import { addToDay, type Day, startOfDay } from '../contract/period.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';

/**
 * Until when points that are earned on a day can be spent, by the id of the municipality that their
 * holder belongs to: on the same day so many months later, or the last of a shorter month, and not
 * on the day after.
 *
 * @returns ISO 8601, the first moment at which they cannot; without the municipalities of which
 * points last for ever, and null when that is all of them
 */
export function pointsExpiry(
  towns: readonly ActiveMunicipality[],
  day: Day,
): Readonly<Record<string, string>> | null {
  const limited = towns.flatMap(({ id, config }) => {
    const months = config.points?.expireAfterMonths;
    if (months === undefined) return [];
    const end = addToDay(addToDay(day, { months }), { days: 1 });
    return [[id, new Date(startOfDay(end)).toISOString()] as const];
  });
  return limited.length === 0 ? null : Object.fromEntries(limited);
}
