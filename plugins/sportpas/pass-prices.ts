import type { Issuance } from '../../core/contract/facts.ts';
import type { Charge } from '../../core/contract/money.ts';
import { ageOn } from '../../core/contract/period.ts';
import type { PeriodPass, SportpasConfig } from './config.ts';

/**
 * What a pass or a turn card costs; the sports service earns it, also the turns that are never
 * used. The age counts on the first day of what is sold. A place in a lesson series is not sold:
 * its household is charged (series-charges.ts).
 */
export function passPrice(
  issuance: Issuance<SportpasConfig, Partial<PeriodPass>> & { role: string },
): Charge | null {
  const { attributes, config, from, holder, role } = issuance;
  const earner = config.department;
  if (role === 'lesson-series') return null;
  if (role === 'turn-card') return { priceCents: config.turnCard.priceCents, earner };
  const { priceCents, young } = attributes.length === 'term' ? config.term : config.year;
  const isYoung = young !== undefined && ageOn(holder.birthDate, from) < young.underAge;
  return { priceCents: isYoung ? young.priceCents : priceCents, earner };
}
