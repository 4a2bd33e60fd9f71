import type { Day } from '../../../core/contract/period.ts';

/** Who pays a share of what a child costs, from a day on, in some weeks or in all. */
export interface PayerRule {
  /** A pass holder; the household of the child when null. */
  readonly payerId: string | null;
  /** In proportion to the shares of the others. */
  readonly share: number;
  /** The first day of the list that it stands on. */
  readonly validFrom: Day;
  /** By the ISO number of the week. */
  readonly weeks: 'every' | 'even' | 'odd';
}

/**
 * Who pays for a child on a day, with the share of each; its household in a week in which nobody
 * else does.
 */
export function payersOn(
  rules: readonly PayerRule[],
  day: Day,
): readonly { readonly payerId: string | null; readonly share: number }[] {
  const listed = rules.map(({ validFrom }) => validFrom).filter((from) => from <= day);
  const current = listed.toSorted().at(-1);
  const week = (Temporal.PlainDate.from(day).weekOfYear ?? 0) % 2 === 0 ? 'even' : 'odd';
  const paying = rules.filter(
    ({ validFrom, weeks }) => validFrom === current && (weeks === 'every' || weeks === week),
  );
  if (paying.length === 0) return [{ payerId: null, share: 1 }];
  return paying.map(({ payerId, share }) => ({ payerId, share }));
}
