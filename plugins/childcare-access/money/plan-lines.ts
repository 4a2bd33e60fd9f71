import type { Day } from '../../../core/contract/period.ts';
import type { ChildcareData, PricedData } from './charge-child.ts';

/** One enrolment of a child on one day, as it is settled. */
export interface ChildOfDay {
  readonly roleId: string;
  readonly passholderId: string;
  readonly dayType: 'school' | 'free';
  /** How long each stay was, and how many minutes were begun of it after closing time. */
  readonly stays: readonly { readonly lengthMs: number; readonly lateMinutes: number }[];
  readonly meals: readonly string[];
  /** It was expected and did not come. */
  readonly isMissed: boolean;
  readonly payers: readonly PayerOfDay[];
  /** The households it is known in. */
  readonly households: readonly string[];
  /** It was erased since: that it was there counts for the others, and nothing is owed for it. */
  readonly isErased?: boolean;
  /** It had a sibling there that nothing tells of any more: it, or who paid, was erased since. */
  readonly hadSibling?: boolean;
}

/** Who pays a share of what a child costs on a day. */
export interface PayerOfDay {
  /** Null for the household of the child. */
  readonly payerId: string | null;
  readonly share: number;
  /**
   * What of it was charged to somebody who was erased since: that stands, and is not planned anew.
   */
  readonly charged?: readonly PricedData['kind'][];
}

/** What is to be charged to one payer, as one fact. */
export interface PlannedLine {
  /** The same on each plan of the day. */
  readonly about: string;
  readonly kind: PricedData['kind'];
  /** Null for the household of the one child it is about. */
  readonly payerId: string | null;
  readonly items: readonly {
    readonly roleId: string;
    readonly passholderId: string;
    readonly data: ChildcareData;
  }[];
}

/**
 * Plans what is charged for a day: of care, of meals and of each fee one line for each payer. The
 * same day planned twice comes to the same, in whatever order its children are given.
 */
export function planDay(day: Day, children: readonly ChildOfDay[]): PlannedLine[] {
  const inOrder = children.toSorted((a, b) => (a.roleId < b.roleId ? -1 : 1));
  const present = inOrder.filter(({ stays }) => stays.length > 0);
  const known = inOrder.filter(({ isErased }) => !isErased);
  const together = Map.groupBy(present, sameDay);
  const parts = known.flatMap((child) => {
    const shares = child.payers.map(({ share }) => share);
    const isReduced = child.hadSibling === true || hasSibling(child, present);
    const all = together.get(sameDay(child)) ?? [];
    return child.payers.flatMap(({ charged = [], payerId }, at) => {
      const planned = dataOf(child, { all, hasSibling: isReduced, part: { shares, at } });
      return planned
        .filter(({ kind }) => !charged.includes(kind))
        .map((data) => {
          const { passholderId, roleId } = child;
          return { payerId, item: { roleId, passholderId, data } };
        });
    });
  });
  const lines = Map.groupBy(parts, ({ payerId, item }) => {
    const payer = payerId === null ? `home/${item.passholderId}` : `payer/${payerId}`;
    return `${item.data.kind}/${day}/${payer}`;
  });
  return [...lines].map(([about, all]) => {
    const [first] = all;
    const kind = first?.item.data.kind ?? 'care';
    return { about, kind, payerId: first?.payerId ?? null, items: all.map(({ item }) => item) };
  });
}

/** The same for enrolments of one child whose stays have one price together. */
function sameDay({ dayType, passholderId }: ChildOfDay): string {
  return `${dayType} ${passholderId}`;
}

/**
 * Whether another child of the household is there: one that lives in the same household, or, where
 * no household is known of one of them, one for whom the same person pays.
 */
function hasSibling(child: ChildOfDay, present: readonly ChildOfDay[]): boolean {
  const payerIds = new Set(child.payers.map(({ payerId }) => payerId));
  return present.some((other) => {
    if (other.passholderId === child.passholderId) return false;
    if (other.households.some((one) => child.households.includes(one))) return true;
    if (other.households.length > 0 && child.households.length > 0) return false;
    return other.payers.some(({ payerId }) => payerId !== null && payerIds.has(payerId));
  });
}

function dataOf(
  child: ChildOfDay,
  of: { all: readonly ChildOfDay[]; hasSibling: boolean; part: PricedData['part'] },
): PricedData[] {
  const { dayType, isMissed, meals, stays } = child;
  const { all: enrolments, hasSibling: siblings, part } = of;
  const late = stays.map(({ lateMinutes }) => lateMinutes).filter((one) => one > 0);
  const eaten = [...Map.groupBy(meals, (meal) => meal)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const staysMs = enrolments.map((one) => one.stays.map(({ lengthMs }) => lengthMs));
  const at = enrolments.indexOf(child);
  return [
    ...(stays.length > 0
      ? [{ kind: 'care', dayType, staysMs, at, hasSibling: siblings, part } as const]
      : []),
    ...eaten.map(([meal, all]) => ({ kind: 'meal', meal, count: all.length, part }) as const),
    ...late.map((one) => ({ kind: 'late', minutes: one, part }) as const),
    ...(isMissed ? [{ kind: 'no-show', part } as const] : []),
  ];
}
