import { type Static, Type } from 'typebox';
import type { Settlement } from '../../core/contract/facts.ts';
import { type Cents, type Charge, HOUSEHOLD } from '../../core/contract/money.ts';
import type { LessonSeries, SeriesPlace, SportpasConfig } from './config.ts';

/** What is settled of a place in a series: the place itself, or one lesson that was attended. */
export const SeriesData = Type.Object({
  kind: Type.Union([Type.Literal('place'), Type.Literal('lesson')]),
});
export type SeriesData = Static<typeof SeriesData>;

/**
 * The household is charged the price of the series, which sport earns. For each lesson that
 * somebody attended sport owes whoever gives the lessons a fee, whatever the household pays;
 * nothing where sport gives them itself.
 */
export function seriesCharge({
  config,
  data,
  role,
}: Settlement<SportpasConfig, SeriesPlace, SeriesData>): Charge | null {
  const series = config.series[role.attributes.series];
  if (series === undefined) return null;
  const { department } = config;
  const { priceCents } = series;
  if (data.kind === 'place') {
    const payer = { party: HOUSEHOLD, kind: 'charge' } as const;
    return priceCents === 0 ? null : { priceCents, earner: department, payer };
  }
  const fee = lessonFee(config, series);
  if (fee === null) return null;
  const payer = { party: department, kind: 'fee' } as const;
  return { priceCents: fee.cents, earner: fee.operator, payer };
}

/** What sport owes the operator for each attendance; null when it gives the lessons itself. */
export function lessonFee(
  { department }: Pick<SportpasConfig, 'department'>,
  { lessonFeeCents: cents, operator }: Pick<LessonSeries, 'lessonFeeCents' | 'operator'>,
): { readonly cents: Cents; readonly operator: string } | null {
  const isOwed = operator !== undefined && operator !== department && cents > 0;
  return isOwed ? { cents, operator } : null;
}
