import type { Facts, Right } from '../../core/contract/facts.ts';
import { isOnNow } from './activities/activity-hours.ts';
import { isOfAge } from './enrolments/counted-age.ts';
import type { ActivityPlace, GrabbelpasConfig } from './config.ts';

/** The right to enrol for the activities of a holiday. */
export const ENROL = 'grabbelpas:activity:enrol';
/** The right to take part in one of them. */
const ATTEND = 'grabbelpas:activity:attend';

const NOT_NOW = { code: 'no-activity-now', nl: 'Deze activiteit is nu niet bezig.' };

/** A pass lets its holder enrol, at the age for it; a place lets in while its activity is on. */
export function activityRights(facts: Facts<GrabbelpasConfig, Partial<ActivityPlace>>): Right[] {
  const { clock, config, holder, role } = facts;
  if (role.name === 'year-pass') {
    const { from, until } = config.ages;
    const nl = `De grabbelpas is voor wie ${from} tot en met ${until} jaar is.`;
    const isFit = isOfAge(holder.birthDate, clock.day, config.ages);
    const title = { nl: 'Inschrijven voor vakantieactiviteiten' };
    return [{ right: ENROL, title, ...(!isFit && { reason: { code: 'outside-age-band', nl } }) }];
  }
  const { place, title, ...hours } = role.attributes as ActivityPlace;
  // A place that the settings no longer name is nowhere.
  if (!Object.hasOwn(config.places, place)) return [];
  const isOn = isOnNow(hours, clock, config.earlyMinutes);
  return [{ right: ATTEND, title: { nl: title }, place, ...(!isOn && { reason: NOT_NOW }) }];
}
