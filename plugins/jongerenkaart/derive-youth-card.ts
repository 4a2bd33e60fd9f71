import type { DerivedRole, Holder } from '../../core/contract/facts.ts';
import { addToDay, birthdayOf, type Clock, isWithin } from '../../core/contract/period.ts';
import type { YouthCardConfig } from './config.ts';

/**
 * The card of everybody of the age who lives in the town: from one birthday until the day before
 * another. Nobody issues it, and who moves out has it no more.
 */
export function deriveYouthCard(facts: {
  clock: Clock;
  config: YouthCardConfig;
  holder: Holder;
  municipality: string;
}): DerivedRole[] {
  const { clock, config, holder, municipality } = facts;
  const from = birthdayOf(holder.birthDate, config.fromAge);
  const birthdayAfter = birthdayOf(holder.birthDate, config.endsAtAge);
  const period = { from, until: addToDay(birthdayAfter, { days: -1 }) };
  if (holder.residence !== municipality || !isWithin(clock.day, period)) return [];
  return [{ role: 'youngster', period, attributes: {} }];
}
