import type { DerivedRole, Holder } from '../../core/contract/facts.ts';
import { addToDay, birthdayOf } from '../../core/contract/period.ts';
import type { YouthCardConfig } from './config.ts';

/**
 * The card of everybody of the age who lives in the town: from one birthday until the day before
 * another. Nobody issues it, and who moves out has it no more.
 */
export function deriveYouthCard(facts: {
  config: YouthCardConfig;
  holder: Holder;
  municipality: string;
}): DerivedRole[] {
  const { config, holder, municipality } = facts;
  const isOfAge = config.fromAge <= holder.age && holder.age < config.endsAtAge;
  if (holder.residence !== municipality || !isOfAge) return [];
  const from = birthdayOf(holder.birthDate, config.fromAge);
  const birthdayAfter = birthdayOf(holder.birthDate, config.endsAtAge);
  const period = { from, until: addToDay(birthdayAfter, { days: -1 }) };
  return [{ role: 'youngster', period, attributes: {} }];
}
