import { type CellParser, refuseCell } from '../../core/contract/cells.ts';
import type { Issuance } from '../../core/contract/facts.ts';
import {
  addToDay,
  type Day,
  firstDayAfter,
  type Period,
  seasonOf,
} from '../../core/contract/period.ts';
import type { FriendsConfig } from './config.ts';

/** A season, from its first day until its last. */
export interface Season {
  readonly from: Day;
  readonly until: Day;
}

/**
 * From the day of the sale until the end of the season. Renewed before its end, a membership goes
 * on with the whole of the next season; renewed after it, with what is left of today's.
 */
export function membershipPeriod(issuance: Issuance<FriendsConfig>): Period {
  const from = firstDayAfter(issuance.previous, issuance.from);
  return { from, until: seasonOf(from, issuance.config.seasonStartsOn).until };
}

/** Whether a friend is to be reminded: the last days of a membership that was not renewed yet. */
export function endsSoon(
  { until }: Period,
  today: Day,
  { reminderDays }: Pick<FriendsConfig, 'reminderDays'>,
): boolean {
  if (until === null || today > until) return false;
  return today > addToDay(until, { days: -reminderDays });
}

/**
 * Makes a parser for the season that a list names by its years: `2026-2027`, or `2026` for the one
 * that starts in that year.
 *
 * @param startsOn `MM-DD`, the first day of every season
 */
export function parseSeason(startsOn: string): CellParser<Season> {
  return (text) => {
    const groups = /^(?<first>[12]\d{3})(?:\s*[-/]\s*(?<second>[12]\d{3}))?$/.exec(text)?.groups;
    const first = Number(groups?.['first']);
    const second = Number(groups?.['second'] ?? first + 1);
    if (groups === undefined || second !== first + 1) {
      return refuseCell('not-a-season', 'Dit is geen seizoen, zoals 2026-2027.');
    }
    return { value: seasonOf(`${first}-12-31`, startsOn) };
  };
}
