import { birthdayOf, type Day } from '../../../core/contract/period.ts';
import type { Cents } from '../../../core/contract/money.ts';

/** What was received for one day of care of a child from one payer. */
export interface PaidDay {
  readonly payer: string;
  readonly child: string;
  readonly day: Day;
  readonly cents: Cents;
}

/** Days of care at one rate, or together. */
export interface CertificateLine {
  readonly from: Day;
  readonly until: Day;
  readonly days: number;
  /** The highest of its days. */
  readonly dayRateCents: Cents;
  readonly cents: Cents;
}

/** What a payer can deduct for a child: the figures of the certificate 281.86. */
export interface Certificate {
  readonly payer: string;
  readonly child: string;
  readonly lines: readonly CertificateLine[];
  readonly totalCents: Cents;
}

/**
 * The certificates 281.86 of what was received in a year, per payer and child: care before the
 * birthday from which it does not count, without days that cost nothing. They have one line, and
 * one for each day rate when a rate is above the maximum of the year.
 *
 * @param rule.birthDates of the children; a child without one is left out
 * @see Royal decree WIB 92, article 145/35, and the form 281.86 of the federal finance service
 */
export function certificatesOf(
  paid: readonly PaidDay[],
  rule: {
    readonly birthDates: ReadonlyMap<string, Day>;
    readonly untilAge: number;
    readonly maximumCents: Cents | undefined;
  },
): Certificate[] {
  const { birthDates, maximumCents = Infinity, untilAge } = rule;
  const counted = paid.filter(({ cents, child, day }) => {
    const birthDate = birthDates.get(child);
    return birthDate !== undefined && cents > 0 && day < birthdayOf(birthDate, untilAge);
  });
  const groups = Map.groupBy(counted, ({ child, payer }) => `${payer} ${child}`);
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const { child, payer } = first;
    const isSplit = all.some(({ cents }) => cents > maximumCents);
    const byRate = [...Map.groupBy(all, ({ cents }) => (isSplit ? cents : 0))];
    const lines = byRate.toSorted(([a], [b]) => a - b).map(([, days]) => lineOf(days));
    return [{ payer, child, lines, totalCents: sumOf(all) }];
  });
}

function lineOf(days: readonly PaidDay[]): CertificateLine {
  const dates = days.map(({ day }) => day).toSorted();
  return {
    from: dates[0] ?? '',
    until: dates.at(-1) ?? '',
    days: new Set(dates).size,
    dayRateCents: Math.max(...days.map(({ cents }) => cents)),
    cents: sumOf(days),
  };
}

function sumOf(days: readonly PaidDay[]): Cents {
  return days.reduce((sum, { cents }) => sum + cents, 0);
}
