import type { Facts, Right } from '../../core/contract/facts.ts';
import type { Reason } from '../../core/contract/text.ts';
import type { SeriesPlace, SportpasConfig } from './config.ts';
import { hasLessonNow } from './lesson-series.ts';

/** The right to go in at a facility. */
export const ENTER = 'sportpas:facility:enter';
/** The right to take part in a lesson series. */
export const ATTEND = 'sportpas:lesson:attend';

const ENTRY = { nl: 'Sporten in de sportinfrastructuur' };
const LESSONS = { nl: 'Sportlessen volgen' };

/** An age band, both ages included; everybody when there is none. */
type Ages = SportpasConfig['facilities'][string]['ages'];

const NO_LESSON = { code: 'no-lesson-now', nl: 'Deze lessenreeks heeft nu geen les.' };

/**
 * Entry to the facilities of one's age; by a pass also the lessons, by a card one turn each. A
 * place in a lesson series gives its lessons, when there is one.
 */
export function sportRights(facts: Facts<SportpasConfig, Partial<SeriesPlace>>): Right[] {
  const { config, holder, role } = facts;
  const { facilities, lessons } = config;
  if (role.name === 'lesson-series') return seriesRights(facts);
  const entries = Object.entries(facilities).map(([place, { ages }]) => {
    return { right: ENTER, title: ENTRY, place, ...refuseOutside(ages, holder.age) };
  });
  if (role.name === 'turn-card') return entries.map((entry) => ({ ...entry, allowance: 'turns' }));

  const series = Object.values(lessons).map(({ place, ages }) => {
    return { right: ATTEND, title: LESSONS, place, ...refuseOutside(ages, holder.age) };
  });
  return [...entries, ...series];
}

function seriesRights({
  clock,
  config,
  role,
}: Facts<SportpasConfig, Partial<SeriesPlace>>): Right[] {
  const series = config.series[role.attributes.series ?? ''];
  if (series === undefined) return [];
  const { place, title } = series;
  const reason = hasLessonNow(series, clock, config.earlyMinutes) ? {} : { reason: NO_LESSON };
  return [{ right: ATTEND, title: { nl: title }, place, ...reason }];
}

function refuseOutside(ages: Ages, age: number): { reason?: Reason } {
  if (ages === undefined || (ages.from <= age && age <= ages.until)) return {};
  const nl = `Dit is voor wie ${ages.from} tot en met ${ages.until} jaar is.`;
  return { reason: { code: 'outside-age-band', nl } };
}
