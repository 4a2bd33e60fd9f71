import type { OrganizerKey } from '../../core/contract/facts.ts';
import type { Weights } from '../../core/contract/money.ts';
import type { CalendarPeriod } from '../../core/contract/period.ts';
import type { Benefit, GomorpasConfig, Granted } from './config.ts';

/** The kinds of role: a number of tickets at a price, or a budget. */
export const KINDS = ['ticket-benefit', 'budget-benefit'] as const;
export type BenefitKind = (typeof KINDS)[number];

/** Which kind of role gives a benefit. */
export function kindOf(benefit: Benefit): BenefitKind {
  return benefit.tickets ? 'ticket-benefit' : 'budget-benefit';
}

/** The settings of a benefit; none when they have it no longer, or as one of the other kind. */
export function findBenefit(
  config: GomorpasConfig,
  kind: string,
  granted: Granted,
): Benefit | undefined {
  const key = granted.benefit;
  const benefit = Object.hasOwn(config.benefits, key) ? config.benefits[key] : undefined;
  return benefit && kindOf(benefit) === kind ? benefit : undefined;
}

/** Those of one kind: that of a role, or all of them when no role in particular is asked about. */
function benefitsOf(
  config: GomorpasConfig,
  kind: BenefitKind,
  granted: Granted | undefined,
): Benefit[] {
  const all = granted ? [findBenefit(config, kind, granted)] : Object.values(config.benefits);
  return all.filter((one) => one !== undefined).filter((one) => kindOf(one) === kind);
}

/** Who sees a benefit by its neutral name: its own partners, and not those of another one. */
export function partnersOf(kind: BenefitKind) {
  return (config: GomorpasConfig, granted?: Granted): OrganizerKey[] => [
    ...new Set(benefitsOf(config, kind, granted).flatMap(({ partners }) => partners)),
  ];
}

/** How many tickets, or how many cents, a benefit gives in each of its periods. */
export function amountOf(kind: BenefitKind) {
  return (config: GomorpasConfig, granted?: Granted): number => {
    const [benefit] = granted ? benefitsOf(config, kind, granted) : [];
    if (!benefit) return 0;
    return benefit.tickets ? benefit.tickets.number : (benefit.budgetCents ?? 0);
  };
}

/** In what period of the calendar. */
export function periodOf(kind: BenefitKind) {
  return (config: GomorpasConfig, granted?: Granted): CalendarPeriod => {
    const [benefit] = granted ? benefitsOf(config, kind, granted) : [];
    return benefit?.period ?? 'MONTH';
  };
}

/** Who bears what a benefit gives. */
export function fundersOf(config: GomorpasConfig, benefit: Benefit | undefined): Weights {
  return benefit?.fundedBy ?? { [config.department]: 1 };
}

/** A benefit must be one of the town, of the kind of its role. */
export function unknownBenefit(kind: BenefitKind) {
  return (attributes: Readonly<Record<string, unknown>>, config: GomorpasConfig) => {
    if (findBenefit(config, kind, attributes as Granted)) return null;
    const known = Object.entries(config.benefits).filter(([, one]) => kindOf(one) === kind);
    const names = known.map(([key]) => key).join(', ') || 'none';
    return { name: 'benefit', expected: `names none of the benefits of the town: ${names}` };
  };
}
