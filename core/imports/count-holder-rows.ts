import { addToDay, type Day } from '../contract/period.ts';
import type { CheckedHolders, HolderRow } from './check-holder-rows.ts';
import { HOLDER_ROW_KINDS, type HolderRowKind } from './holder-cells.ts';

/** What a list of pass holders came to, for the person who takes it over. */
export interface HolderCounts {
  /** Rows under the header, the empty ones left out. */
  readonly rows: number;
  readonly good: number;
  /** Of the good rows: those whose social tariff counts on the day, the blocked ones included. */
  readonly goodWithSocialTariff: number;
  readonly goodBlocked: number;
  /** Wrong rows by kind, in the order of the checks; only kinds that occur. */
  readonly problems: Partial<Record<HolderRowKind, number>>;
}

/**
 * Counts a checked list as of a day.
 *
 * @param graceDays how many days after its end date a social tariff still counts, 0 or more
 */
export function countHolderRows(
  { good, wrong }: CheckedHolders,
  { day, graceDays }: { day: Day; graceDays: number },
): HolderCounts {
  const hasSocialTariff = ({ socialTariffUntil }: HolderRow): boolean =>
    socialTariffUntil !== null && addToDay(socialTariffUntil, { days: graceDays }) >= day;
  const byKind = HOLDER_ROW_KINDS.map((kind) => {
    return [kind, wrong.filter((row) => row.kind === kind).length] as const;
  });
  return {
    rows: good.length + wrong.length,
    good: good.length,
    goodWithSocialTariff: good.filter(hasSocialTariff).length,
    goodBlocked: good.filter(({ blocked }) => blocked).length,
    problems: Object.fromEntries(byKind.filter(([, count]) => count > 0)),
  };
}
