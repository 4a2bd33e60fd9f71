import type { Issuance } from '../../core/contract/facts.ts';
import {
  addToDay,
  type Day,
  firstDayAfter,
  type Period,
  seasonOf,
} from '../../core/contract/period.ts';
import type { PeriodPass, SportpasConfig } from './config.ts';

/**
 * From the day of the sale until the year or term ends; renewed before that, the whole next one.
 */
export function passPeriod(issuance: Issuance<SportpasConfig, PeriodPass>): Period {
  const { attributes, config, previous } = issuance;
  const from = firstDayAfter(previous, issuance.from);
  const starts = attributes.length === 'year' ? [config.year.startsOn] : config.term.startsOn;
  return { from, until: lastDayOfTerm(from, starts) };
}

/**
 * The last day before the next term begins.
 *
 * @param starts `MM-DD`, the first day of each term, in any order; one or more
 */
export function lastDayOfTerm(day: Day, starts: readonly string[]): Day {
  const lastDays = starts.map((start) => seasonOf(day, start).until);
  return lastDays.reduce((first, next) => (next < first ? next : first));
}

/**
 * So many months from the day of the sale. A card that is topped up while it lasts keeps its first
 * day, and never ends sooner than it did.
 */
export function turnCardPeriod(issuance: Issuance<SportpasConfig>): Period {
  const { config, from, previous } = issuance;
  const end = addToDay(from, { months: config.turnCard.validMonths });
  const until = addToDay(end, { days: -1 });
  const lasts = previous !== null && (previous.until === null || previous.until >= from);
  if (!lasts) return { from, until };
  const isLater = previous.until === null || previous.until > until;
  return { from: previous.from, until: isLater ? previous.until : until };
}
