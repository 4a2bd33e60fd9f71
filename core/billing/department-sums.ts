import type { Caller } from '../access/caller.ts';
import type { Cents } from '../contract/money.ts';
import { calendarPeriodOf, clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { organizerId, partyId } from '../municipalities/installation.ts';
import { compareKeys } from './compare-keys.ts';
import { roleForDepartment, type ShownRole } from './shown-role.ts';

/** As many facts of others as one amount must cover, so that none of them can be read from it. */
export const MINIMUM_FACTS = 5;

/** Whose sums are asked: a caller that acts for it, or a job that works for it. */
export type Department = Pick<
  Caller,
  'cardSystemId' | 'installation' | 'municipality' | 'organizer'
>;

/** What a department is owed, less what it owes, because of one role in one month. */
export interface DepartmentSum {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly role: ShownRole | null;
  readonly cents: Cents;
  /** The first month whose amount was carried forward into this one; null when none was. */
  readonly carriedFrom: string | null;
}

/** One role in one month, before anything is carried forward. */
export interface MonthOfRole {
  readonly month: string;
  readonly role: ShownRole | null;
  /**
   * That others made, with the reversals among them: what the department sold itself it knows, and
   * could subtract.
   */
  readonly facts: number;
  /**
   * Of each fact that was taken back in this month, the month in which it was made: once for each
   * of the two that others made.
   */
  readonly takenBack: readonly string[];
  readonly cents: Cents;
}

/**
 * What the acting organizer owes and is owed, one amount per role and month, of its own entries
 * only, of months that are over: whoever watched a running month grow would see what each fact
 * adds. What covers some facts of others, but under five, is carried forward into the next month,
 * from the beginning on: a choice of months never shows an amount that another choice hides. What
 * the organizer sold itself covers nobody, because it knows those prices. A fact and its reversal
 * come to nothing, so together they cover none: nobody fills a sum up by selling and cancelling.
 */
export async function departmentSums(
  core: Pick<Core, 'orm' | 'plugins' | 'now'>,
  caller: Department,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<DepartmentSum[]> {
  const { cardSystemId, installation } = caller;
  const department = partyId(caller.municipality.key, caller.organizer);
  const self = organizerId(caller.municipality.key, caller.organizer);
  const em = tenantManager(core.orm, cardSystemId);
  const running = calendarPeriodOf(clockAt(core.now()).day, 'MONTH').from;
  const parameters = [department, self, cardSystemId, department, department, running];
  const rows = await em.execute<SumRow[]>(SUMS, parameters);
  const months = rows.map(({ month, municipalityId, plugin, role, takenBack, ...sums }) => {
    const municipality = installation.byId(municipalityId);
    const shown = roleForDepartment(core.plugins, caller, { municipality, plugin, role });
    const { facts, cents } = sums;
    const sum = { takenBack: takenBack ?? [], facts: Number(facts), cents: Number(cents) };
    return { month, role: shown, ...sum };
  });
  return carryForward(months).filter(
    ({ month }) => (from === undefined || from <= month) && (to === undefined || month <= to),
  );
}

/**
 * Adds up by role as it is shown, and carries what covers too few facts forward, month by month.
 * What is left at the end waits for a later month. By month, then by role.
 */
export function carryForward(months: readonly MonthOfRole[]): DepartmentSum[] {
  const sums: DepartmentSum[] = [];
  const waiting = new Map<string, MonthOfRole[]>();
  for (const one of joinRoles(months)) {
    const name = nameOf(one.role);
    const summed = [...(waiting.get(name) ?? []), one];
    if (!isCovered(summed)) {
      waiting.set(name, summed);
      continue;
    }
    waiting.delete(name);
    const { month, role } = one;
    const [{ month: first } = one] = summed;
    const cents = summed.reduce((total, each) => total + each.cents, 0);
    sums.push({ month, role, cents, carriedFrom: first === month ? null : first });
  }
  return sums;
}

/** Whether an amount says nothing of any fact that the department did not make itself. */
function isCovered(months: readonly MonthOfRole[]): boolean {
  return months.every(({ facts }) => facts === 0) || countStanding(months) >= MINIMUM_FACTS;
}

/** The facts of some months of one role, without those that were made and taken back in them. */
function countStanding(months: readonly MonthOfRole[]): number {
  const summed = new Set(months.map(({ month }) => month));
  return months.reduce((count, { facts, takenBack }) => {
    return count + facts - takenBack.filter((month) => summed.has(month)).length;
  }, 0);
}

/** Roles that are shown alike are one: their difference is not to be seen in the amounts either. */
function joinRoles(months: readonly MonthOfRole[]): MonthOfRole[] {
  const joined = new Map<string, MonthOfRole>();
  for (const one of months) {
    const key = `${one.month} ${nameOf(one.role)}`;
    const other = joined.get(key) ?? { ...one, facts: 0, takenBack: [], cents: 0 };
    joined.set(key, {
      ...other,
      facts: other.facts + one.facts,
      takenBack: [...other.takenBack, ...one.takenBack],
      cents: other.cents + one.cents,
    });
  }
  return [...joined].toSorted(([a], [b]) => compareKeys(a, b)).map(([, one]) => one);
}

function nameOf(role: ShownRole | null): string {
  return role === null ? '' : `${role.plugin}/${role.role}`;
}

interface SumRow {
  readonly month: string;
  readonly municipalityId: string;
  readonly plugin: string | null;
  readonly role: string | null;
  readonly facts: string;
  readonly takenBack: readonly string[] | null;
  readonly cents: string;
}

/** A reversal has the plugin and the role of the fact that it takes back. */
const SUMS = `
with mine as materialized (
  select to_char(e.month, 'YYYY-MM') as month, f.municipality_id, e.plugin, e.role, f.id,
         f.reverses_id, sum(case when e.creditor_id = ? then e.cents else -e.cents end) as cents,
         f.seller_id is distinct from ? as is_of_others
    from core.entry e
    join core.money_fact f on f.card_system_id = e.card_system_id and f.id = e.money_fact_id
   where e.card_system_id = ? and (e.debtor_id = ? or e.creditor_id = ?) and e.month < ?
     and e.cents <> 0
   group by 1, 2, 3, 4, 5, 6, f.seller_id
)
select m.month, m.municipality_id as "municipalityId", m.plugin, m.role,
       count(*) filter (where m.is_of_others) as facts,
       array_agg(made.month) filter (where made.is_of_others)
         || array_agg(made.month) filter (where made.month is not null and m.is_of_others)
         as "takenBack",
       sum(m.cents) as cents
  from mine m
  left join mine made
    on made.id = m.reverses_id and made.plugin is not distinct from m.plugin
   and made.role is not distinct from m.role
 group by 1, 2, 3, 4`;
