import type { Caller } from '../access/caller.ts';
import type { Cents } from '../contract/money.ts';
import { calendarPeriodOf, clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { partyId } from '../municipalities/installation.ts';
import { compareKeys } from './compare-keys.ts';
import { roleForDepartment, type ShownRole } from './shown-role.ts';

/** As many facts as one amount must cover, so that none of them can be read from it. */
export const MINIMUM_FACTS = 5;

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
  readonly facts: number;
  readonly cents: Cents;
}

/**
 * What the acting organizer owes and is owed, one amount per role and month, of its own entries
 * only, of months that are over: whoever watched a running month grow would see what each fact adds.
 * What covers under five facts is carried forward into the next month, from the beginning on: a
 * choice of months never shows an amount that another choice hides.
 */
export async function departmentSums(
  core: Core,
  caller: Caller,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<DepartmentSum[]> {
  const { cardSystemId, installation } = caller;
  const department = partyId(caller.municipality.key, caller.organizer);
  const em = tenantManager(core.orm, cardSystemId);
  const running = calendarPeriodOf(clockAt(core.now()).day, 'MONTH').from;
  const rows = await em.execute<SumRow[]>(SUMS, [
    department,
    cardSystemId,
    department,
    department,
    running,
  ]);
  const months = rows.map(({ month, municipalityId, plugin, role, facts, cents }) => {
    const municipality = installation.byId(municipalityId);
    const shown = roleForDepartment(core.plugins, caller, { municipality, plugin, role });
    return { month, role: shown, facts: Number(facts), cents: Number(cents) };
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
  const waiting = new Map<string, { facts: number; cents: Cents; from: string }>();
  for (const { month, role, facts, cents } of joinRoles(months)) {
    const name = nameOf(role);
    const earlier = waiting.get(name) ?? { facts: 0, cents: 0, from: month };
    const total = { ...earlier, facts: earlier.facts + facts, cents: earlier.cents + cents };
    if (total.facts < MINIMUM_FACTS) {
      waiting.set(name, total);
      continue;
    }
    waiting.delete(name);
    const carriedFrom = total.from === month ? null : total.from;
    sums.push({ month, role, cents: total.cents, carriedFrom });
  }
  return sums;
}

/** Roles that are shown alike are one: their difference is not to be seen in the amounts either. */
function joinRoles(months: readonly MonthOfRole[]): MonthOfRole[] {
  const joined = new Map<string, MonthOfRole>();
  for (const one of months) {
    const key = `${one.month} ${nameOf(one.role)}`;
    const other = joined.get(key) ?? { ...one, facts: 0, cents: 0 };
    joined.set(key, { ...other, facts: other.facts + one.facts, cents: other.cents + one.cents });
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
  readonly cents: string;
}

const SUMS = `
select to_char(e.month, 'YYYY-MM') as month, f.municipality_id as "municipalityId",
       e.plugin, e.role, count(distinct e.money_fact_id) as facts,
       sum(case when e.creditor_id = ? then e.cents else -e.cents end) as cents
  from core.entry e
  join core.money_fact f on f.card_system_id = e.card_system_id and f.id = e.money_fact_id
 where e.card_system_id = ? and (e.debtor_id = ? or e.creditor_id = ?) and e.month < ?
   and e.cents <> 0
 group by 1, 2, 3, 4`;
