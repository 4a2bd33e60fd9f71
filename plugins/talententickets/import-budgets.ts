import type { RoleOfHolder } from '../../core/contract/host.ts';
import { because, NO_HOLDER, readImportRows, refuseRow } from '../../core/contract/import-row.ts';
import type { ImportDecision, ImporterDefinition } from '../../core/contract/plugin.ts';
import { clockAt } from '../../core/contract/period.ts';
import { BUDGET_COLUMNS, type BudgetRow, readBudgetRow } from './budget-row.ts';
import { periodOfYear } from './budget-year.ts';
import { type Budget, type TalentConfig, TICKETS } from './config.ts';

/**
 * Takes over what is left of the tickets of a paper or Excel list: one row for each child and year.
 * Recognised by national number only. The same list twice is once, whatever was used since.
 */
export const importBudgets: ImporterDefinition<TalentConfig> = {
  title: { nl: 'Talententickets' },
  columns: BUDGET_COLUMNS,
  async decide(host, rows) {
    const { config } = host;
    const today = clockAt(host.now()).day;
    const { good: list, wrong } = readImportRows(rows, (row) => readBudgetRow(row, config, today));
    const numbers = list.map(({ nationalNumber }) => nationalNumber);
    const holders = await host.passholders.findByNationalNumber(numbers);
    const given = await host.roles.list('year-budget', { ended: true });
    const known = new Map(given.map((one) => [keyOf(one.passholderId, yearOf(one)), one]));
    const seen = new Set<string>();
    const decided = list.map((budget) => {
      const passholderId = holders.get(budget.nationalNumber)?.passholderId ?? null;
      const key = keyOf(budget.nationalNumber, budget.year);
      const isRepeated = seen.has(key);
      seen.add(key);
      const held = passholderId === null ? undefined : known.get(keyOf(passholderId, budget.year));
      return decideBudget(budget, { config, passholderId, isRepeated, held });
    });
    return [...wrong, ...decided];
  },
};

function decideBudget(
  { left, row, year }: BudgetRow,
  about: {
    config: TalentConfig;
    passholderId: string | null;
    isRepeated: boolean;
    held: RoleOfHolder | undefined;
  },
): ImportDecision<TalentConfig> {
  const { config, held, isRepeated, passholderId } = about;
  if (isRepeated) return refuseRow(row, 'wrong', REPEATED);
  if (passholderId === null) return refuseRow(row, 'review', NO_HOLDER);
  if (held) {
    const { worth } = held.attributes as Budget;
    const isSame = TICKETS.every((ticket) => worth[ticket] === left[ticket]);
    return isSame ? { row, outcome: 'unchanged' } : refuseRow(row, 'wrong', GIVEN_ALREADY);
  }
  const attributes: Budget = { year, worth: left };
  const takenOver = periodOfYear(year, config);
  return {
    row,
    outcome: 'new',
    async write(host) {
      await host.roles.issue({ passholderId, role: 'year-budget', attributes, takenOver });
    },
  };
}

function keyOf(whose: string, year: number): string {
  return `${whose} ${year}`;
}

/** Of an erased holder nothing is kept: 0, which is no year. */
function yearOf({ attributes }: RoleOfHolder): number {
  return (attributes as Partial<Budget>).year ?? 0;
}

const REPEATED = because(
  'nationalNumber',
  'repeated-row',
  'Dit kind staat voor dit jaar hoger al in deze lijst.',
);
const GIVEN_ALREADY = because(
  'year',
  'budget-given-already',
  'Dit kind heeft de tickets van dit jaar al, met andere bedragen. Zet firstYear op het eerste jaar ' +
    'waarvoor hier budgetten gemaakt worden.',
);
