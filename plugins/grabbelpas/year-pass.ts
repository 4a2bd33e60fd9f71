import type { Issuance } from '../../core/contract/facts.ts';
import type { Charge } from '../../core/contract/money.ts';
import { type Day, firstDayAfter, type Period, seasonOf } from '../../core/contract/period.ts';
import type { ActivityPlace, GrabbelpasConfig } from './config.ts';

/** From the day of the sale until its year ends; renewed before that, the whole next one. */
export function passPeriod({ config, from: asked, previous }: Issuance<GrabbelpasConfig>): Period {
  const from = firstDayAfter(previous, asked);
  return { from, until: seasonOf(from, config.pass.startsOn).until };
}

/**
 * What the pass costs; the youth service earns it. A place in an activity is not sold: it is
 * charged (place-charges.ts).
 */
export function passPrice({
  config,
  role,
}: Issuance<GrabbelpasConfig> & { role: string }): Charge | null {
  const { department, pass } = config;
  if (role !== 'year-pass' || pass.priceCents === 0) return null;
  return { priceCents: pass.priceCents, earner: department };
}

/** From the first day of the activity, or from today once it has begun, until its last day. */
export function placePeriod({
  attributes: { firstDay, lastDay },
  from: asked,
}: Issuance<GrabbelpasConfig, ActivityPlace>): Period {
  const from = firstDay > asked ? firstDay : asked;
  return { from, until: lastDay > from ? lastDay : from };
}

/** Whether passes hold on the first and on the last day: one that is renewed leaves no gap. */
export function coverDays(
  passes: readonly Period[],
  { firstDay, lastDay }: { readonly firstDay: Day; readonly lastDay: Day },
): boolean {
  return [firstDay, lastDay].every((day) =>
    passes.some(({ from, until }) => from <= day && (until === null || day <= until)),
  );
}
