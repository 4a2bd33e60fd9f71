import type { Facts, Right } from '../../core/contract/facts.ts';
import type { Reason } from '../../core/contract/text.ts';
import type { SportpasConfig } from './config.ts';

/** The right to go in at a facility. */
export const ENTER = 'sportpas:facility:enter';
/** The right to take part in a lesson series. */
export const ATTEND = 'sportpas:lesson:attend';

const ENTRY = { nl: 'Sporten in de sportinfrastructuur' };
const LESSONS = { nl: 'Sportlessen volgen' };

/** An age band, both ages included; everybody when there is none. */
type Ages = SportpasConfig['facilities'][string]['ages'];

/** Entry to the facilities of one's age; by a pass also the lessons, by a card one turn each. */
export function sportRights({ config, holder, role }: Facts<SportpasConfig>): Right[] {
  const { facilities, lessons } = config;
  const entries = Object.entries(facilities).map(([place, { ages }]) => {
    return { right: ENTER, title: ENTRY, place, ...refuseOutside(ages, holder.age) };
  });
  if (role.name === 'turn-card') return entries.map((entry) => ({ ...entry, allowance: 'turns' }));

  const series = Object.values(lessons).map(({ place, ages }) => {
    return { right: ATTEND, title: LESSONS, place, ...refuseOutside(ages, holder.age) };
  });
  return [...entries, ...series];
}

function refuseOutside(ages: Ages, age: number): { reason?: Reason } {
  if (ages === undefined || (ages.from <= age && age <= ages.until)) return {};
  const nl = `Dit is voor wie ${ages.from} tot en met ${ages.until} jaar is.`;
  return { reason: { code: 'outside-age-band', nl } };
}
