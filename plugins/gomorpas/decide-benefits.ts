import type { RoleOfHolder } from '../../core/contract/host.ts';
import type { Day } from '../../core/contract/period.ts';
import { type BenefitKind, kindOf } from './benefits.ts';
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
 * Decides what gives a holder exactly the benefits that are wanted, until that day. One that the
 * holder had before is taken up again, so that what was used of this period stays used.
 *
 * @param held every benefit that the holder ever had
 */
export function decideBenefits(
  held: readonly RoleOfHolder[],
  wanted: Wanted,
  { config, today }: { config: GomorpasConfig; today: Day },
): Step[] {
  const latest = latestByBenefit(held);
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

function latestByBenefit(held: readonly RoleOfHolder[]): Map<string, RoleOfHolder> {
  const inOrder = held.toSorted((a, b) => (a.period.from < b.period.from ? -1 : 1));
  return new Map(
    inOrder.map((one) => [nameOf(one.role, (one.attributes as Granted).benefit), one]),
  );
}

function nameOf(role: string, benefit: string): string {
  return `${role} ${benefit}`;
}
