import type { RoleOfHolder } from '../../core/contract/host.ts';
import { type Day, overlap, type Period } from '../../core/contract/period.ts';
import type { Badge } from './config.ts';
import { decideBadge, type Step } from './decide-badge.ts';
import type { StaffRow } from './staff-row.ts';

/** What is known when a list comes in. */
export interface KnownStaff {
  /** Who has a national number. */
  readonly holders: ReadonlyMap<string, { readonly passholderId: string }>;
  /** The badges that have not ended. */
  readonly badges: readonly RoleOfHolder[];
  /** Every badge that there ever was. */
  readonly everyBadge: readonly RoleOfHolder[];
  readonly today: Day;
}

/** What a row asks for; a null step is a staff number that an earlier row has. */
export interface DecidedRow {
  readonly staff: StaffRow;
  readonly step: Step | null;
}

/**
 * Decides on the whole list what each row asks for, in the order in which it must be carried out:
 * who leaves first, then what changes, then who comes. Somebody has one badge at a time: of two
 * rows that would give a person two, the later one is refused.
 */
export function decideList(list: readonly StaffRow[], known: KnownStaff): DecidedRow[] {
  const { badges, holders, today } = known;
  const byNumber = new Map(badges.map((one) => [(one.attributes as Badge).staffNumber, one]));
  const seen = new Set<string>();
  const rows = list.map((staff): DecidedRow => {
    const { staffNumber } = staff.badge;
    if (seen.has(staffNumber)) return { staff, step: null };
    seen.add(staffNumber);
    const passholderId = holders.get(staff.nationalNumber)?.passholderId;
    const badge = byNumber.get(staffNumber);
    return { staff, step: decideBadge(staff, { passholderId, badge, today }) };
  });
  const periods = periodsByHolder(known.everyBadge);
  return rows
    .toSorted((a, b) => turnOf(a.step) - turnOf(b.step))
    .map(({ staff, step }) => {
      const { passholderId } = holders.get(staff.nationalNumber) ?? {};
      if (!step || turnOf(step) === 0 || passholderId === undefined) return { staff, step };
      const held = periods.get(passholderId) ?? new Map<string, Period>();
      periods.set(passholderId, held);
      return { staff, step: fit(held, staff, step) };
    });
}

/** The others write nothing. */
const TURNS: Partial<Record<Step['kind'], number>> = { end: 1, amend: 2, issue: 3 };

function turnOf(step: Step | null): number {
  return (step && TURNS[step.kind]) ?? 0;
}

/** The periods of somebody's badges, by the id of the badge. */
type Periods = Map<string, Period>;

function periodsByHolder(badges: readonly RoleOfHolder[]): Map<string, Periods> {
  const holders = Map.groupBy(badges, ({ passholderId }) => passholderId);
  return new Map(
    [...holders].map(([id, held]) => [id, new Map(held.map((one) => [one.id, one.period]))]),
  );
}

/** Refuses a step that would give a second badge; else takes note of what it will come to. */
function fit(held: Periods, { badge, employment }: StaffRow, step: Step): Step {
  // One that is still to be issued goes by its staff number.
  const id = 'roleId' in step ? step.roleId : badge.staffNumber;
  if (step.kind === 'end') {
    const { from } = held.get(id) ?? employment;
    held.set(id, { from: from < step.lastDay ? from : step.lastDay, until: step.lastDay });
    return step;
  }
  const others = [...held].filter(([other]) => other !== id);
  if (others.some(([, period]) => overlap(period, employment))) return { kind: 'second-badge' };
  held.set(id, employment);
  return step;
}
