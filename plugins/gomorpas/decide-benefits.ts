import type { RoleOfHolder } from '../../core/contract/host.ts';
import { addToDay, calendarPeriodOf, type Day } from '../../core/contract/period.ts';
import { type BenefitKind, kindOf, periodOf } from './benefits.ts';
import type { GomorpasConfig, Granted } from './config.ts';

/** What is to be done with one benefit of a holder. */
export type Step =
  | { readonly kind: 'issue'; readonly role: BenefitKind; readonly benefit: string }
  | { readonly kind: 'extend'; readonly roleId: string }
  | { readonly kind: 'end'; readonly roleId: string };

/** What somebody is to have from now on. */
export interface Wanted {
  /** Keys of benefits of the town. */
  readonly benefits: readonly string[];
  readonly validUntil: Day;
}

/**
 * Decides what gives a holder exactly the benefits that are wanted, until that day. One that ended
 * within the running period of its number or budget is taken up again, so that what was used of it
 * stays used; one that ended before is another one, so that it grants nothing in between.
 *
 * @param held every benefit that the holder ever had
 */
export function decideBenefits(
  held: readonly RoleOfHolder[],
  wanted: Wanted,
  { config, today }: { config: GomorpasConfig; today: Day },
): Step[] {
  const latest = new Map(
    [...latestByBenefit(held)].filter(([, one]) => goesOn(one, { config, today })),
  );
  const isOver = wanted.validUntil < today;
  const keys = new Set(
    wanted.benefits.flatMap((benefit) => {
      const settings = config.benefits[benefit];
      return isOver || !settings ? [] : [nameOf(kindOf(settings), benefit)];
    }),
  );
  const steps = [...latest].flatMap(([key, { id: roleId, period }]): Step[] => {
    if (!keys.has(key)) return isActive(period.until, today) ? [{ kind: 'end', roleId }] : [];
    return period.until === wanted.validUntil ? [] : [{ kind: 'extend', roleId }];
  });
  const missing = [...keys].filter((key) => !latest.has(key));
  return [
    ...steps,
    ...missing.map((key): Step => {
      const [role, benefit] = key.split(' ') as [BenefitKind, string];
      return { kind: 'issue', role, benefit };
    }),
  ];
}

/** Whether a benefit still gives something today. */
export function isActive(until: Day | null, today: Day): boolean {
  return until === null || until >= today;
}

/**
 * Whether a benefit gives something today, or did so in the running period. One that is taken away
 * on the first day of that period ends on the day before it, and may have been used that day.
 */
function goesOn(
  { attributes, period: { until }, role }: RoleOfHolder,
  { config, today }: { config: GomorpasConfig; today: Day },
): boolean {
  const counted = periodOf(role as BenefitKind)(config, attributes as Granted);
  const running = calendarPeriodOf(today, counted);
  return until === null || until >= addToDay(running.from, { days: -1 });
}

function latestByBenefit(held: readonly RoleOfHolder[]): Map<string, RoleOfHolder> {
  const inOrder = held.toSorted((a, b) => (a.period.from < b.period.from ? -1 : 1));
  return new Map(
    inOrder.map((one) => [nameOf(one.role, (one.attributes as Granted).benefit), one]),
  );
}

function nameOf(role: string, benefit: string): string {
  return `${role} ${benefit}`;
}
