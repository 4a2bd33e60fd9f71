import type { Caller } from '../access/caller.ts';
import type { Cents } from '../contract/money.ts';
import { calendarPeriodOf, clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { organizerId, partyId } from '../municipalities/installation.ts';
import { compareKeys } from './compare-keys.ts';
import { roleForDepartment, type ShownRole } from './shown-role.ts';

/** So many people one amount must cover, so that what one of them paid cannot be read from it. */
export const MINIMUM_PEOPLE = 5;

/**
 * Whose sums are asked: a caller that acts for it, or a job that works for it. `organizers` are all
 * for which whoever asks acts: what they sold is known.
 */
export type Department = Pick<
  Caller,
  'cardSystemId' | 'installation' | 'municipality' | 'organizer' | 'organizers'
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

/** Whose facts of a month an amount covers. */
export interface CoveredPerson {
  readonly who: string;
  /** The month of the fact that takes this one back, or that this one takes back. */
  readonly undoneIn: string | null;
}

/** One role in one month, before anything is carried forward. */
export interface MonthOfRole {
  readonly month: string;
  readonly role: ShownRole | null;
  /** Whether whoever asks was not told the price of each fact in it. */
  readonly hasUnknown: boolean;
  /** So many people have a fact in it that nobody took back, that nothing else matters. */
  readonly isCovered: boolean;
  /** The people that it covers; may be left out when {@link isCovered}. */
  readonly people: readonly CoveredPerson[];
  readonly cents: Cents;
}

/**
 * What the acting organizer owes and is owed, one amount per role and month, of its own entries
 * only, of months that are over: whoever watched a running month grow would see what each fact
 * adds. What covers some facts whose price whoever asks was not told, but under five people, is
 * carried forward into the next month, from the beginning on: a choice of months never shows an
 * amount that another choice hides. What the organizers sold for which one acts covers nobody,
 * because those prices are known. A fact and its reversal come to nothing, so together they cover
 * nobody: no sum is filled up by selling and cancelling.
 */
export async function departmentSums(
  core: Pick<Core, 'orm' | 'plugins' | 'now'>,
  caller: Department,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<DepartmentSum[]> {
  const { cardSystemId, installation } = caller;
  const department = partyId(caller.municipality.key, caller.organizer);
  const sellers = caller.organizers.map((key) => organizerId(caller.municipality.key, key));
  const em = tenantManager(core.orm, cardSystemId);
  const running = calendarPeriodOf(clockAt(core.now()).day, 'MONTH').from;
  const rows = await em.execute<SumRow[]>(SUMS, [
    department,
    JSON.stringify(sellers),
    cardSystemId,
    department,
    department,
    running,
    MINIMUM_PEOPLE,
  ]);
  const months = rows.map(({ municipalityId, plugin, role, people, cents, ...month }) => {
    const municipality = installation.byId(municipalityId);
    const shown = roleForDepartment(core.plugins, caller, { municipality, plugin, role });
    return { ...month, role: shown, people: people ?? [], cents: Number(cents) };
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

/** Whether an amount says nothing that whoever asks does not know already. */
function isCovered(months: readonly MonthOfRole[]): boolean {
  if (months.every(({ hasUnknown }) => !hasUnknown)) return true;
  if (months.some((one) => one.isCovered)) return true;
  const summed = new Set(months.map(({ month }) => month));
  const standing = months.flatMap(({ people }) =>
    people.filter(({ undoneIn }) => undoneIn === null || !summed.has(undoneIn)),
  );
  return new Set(standing.map(({ who }) => who)).size >= MINIMUM_PEOPLE;
}

/** Roles that are shown alike are one: their difference is not to be seen in the amounts either. */
function joinRoles(months: readonly MonthOfRole[]): MonthOfRole[] {
  const joined = new Map<string, MonthOfRole>();
  for (const one of months) {
    const key = `${one.month} ${nameOf(one.role)}`;
    const other = joined.get(key);
    joined.set(key, {
      ...one,
      hasUnknown: one.hasUnknown || other?.hasUnknown === true,
      isCovered: one.isCovered || other?.isCovered === true,
      people: [...(other?.people ?? []), ...one.people],
      cents: (other?.cents ?? 0) + one.cents,
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
  readonly hasUnknown: boolean;
  readonly isCovered: boolean;
  readonly people: readonly CoveredPerson[] | null;
  readonly cents: string;
}

/**
 * A reversal has the plugin and the role of the fact that it takes back. Without a pass holder (an
 * amount for two of a household, an old list that knows nobody) whoever pays it counts as one.
 */
const SUMS = `
with mine as materialized (
  select to_char(e.month, 'YYYY-MM') as month, f.municipality_id, e.plugin, e.role, f.id,
         f.reverses_id, sum(case when e.creditor_id = ? then e.cents else -e.cents end) as cents,
         coalesce(to_jsonb(f.seller_id) <@ ?::jsonb, false) as is_own,
         coalesce(f.passholder_id, (
           select h.debtor_id
             from core.entry h
             join core.party p on p.card_system_id = h.card_system_id and p.id = h.debtor_id
            where h.card_system_id = f.card_system_id and h.money_fact_id = f.id
              and p.kind = 'household'
            limit 1), f.id) as who
    from core.entry e
    join core.money_fact f on f.card_system_id = e.card_system_id and f.id = e.money_fact_id
   where e.card_system_id = ? and (e.debtor_id = ? or e.creditor_id = ?) and e.month < ?
     and e.cents <> 0
   group by 1, 2, 3, 4, 5, 6, f.seller_id, f.passholder_id, f.card_system_id
), told as (
  select m.month, m.municipality_id, m.plugin, m.role, m.cents, coalesce(made.who, m.who) as who,
         coalesce(made.month, undone.month) as undone_in,
         m.is_own and (m.reverses_id is null or coalesce(made.is_own, false)) as is_known,
         not m.is_own and not coalesce(made.is_own, false) as covers
    from mine m
    left join mine made
      on made.id = m.reverses_id and made.plugin is not distinct from m.plugin
     and made.role is not distinct from m.role
    left join mine undone
      on undone.reverses_id = m.id and undone.plugin is not distinct from m.plugin
     and undone.role is not distinct from m.role
), summed as (
  select t.month, t.municipality_id, t.plugin, t.role, sum(t.cents) as cents,
         not bool_and(t.is_known) as has_unknown,
         count(distinct t.who) filter (where t.covers and t.undone_in is null) >= ? as is_covered,
         jsonb_agg(distinct jsonb_build_object('who', t.who, 'undoneIn', t.undone_in))
           filter (where t.covers) as people
    from told t
   group by 1, 2, 3, 4
)
select s.month, s.municipality_id as "municipalityId", s.plugin, s.role, s.cents,
       s.has_unknown as "hasUnknown", s.is_covered as "isCovered",
       case when not s.is_covered then s.people end as people
  from summed s`;
