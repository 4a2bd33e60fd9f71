import type { ExportDefinition } from '../../core/contract/plugin.ts';
import { type Budget, type TalentConfig, TICKETS } from './config.ts';

/** Every budget that can still be used, by name, with the euro that are left of each ticket. */
export const exportBudgets: ExportDefinition<TalentConfig> = {
  title: { nl: 'Talententickets', fr: 'Tickets talent', en: 'Talent tickets' },
  permission: 'TALENTENTICKETS_BUDGETS_EXPORT',
  async rows(host) {
    const budgets = await host.roles.list('year-budget');
    const left = await host.roles.readAllowances(budgets.map(({ id }) => id));
    const persons = await host.passholders.describe(budgets.map((one) => one.passholderId));
    const lines = budgets.flatMap(({ attributes, id, passholderId, period }) => {
      const person = persons.get(passholderId);
      if (!person) return [];
      const { year } = attributes as Budget;
      const { birthDate, firstName, lastName } = person;
      const euro = TICKETS.map((ticket) => inEuro(left.get(id)?.[ticket]?.remaining ?? 0));
      return [[year, lastName, firstName, birthDate, ...euro, period.until]];
    });
    const byName = new Intl.Collator('nl');
    lines.sort((a, b) => byName.compare(`${a[0]} ${a[1]} ${a[2]}`, `${b[0]} ${b[1]} ${b[2]}`));
    return [TITLES, ...lines];
  },
};

const TITLES = [
  'jaar',
  'naam',
  'voornaam',
  'geboortedatum',
  'ticket 1',
  'ticket 2',
  'ticket 3',
  'geldig tot',
];

/** As a Belgian spreadsheet reads it: `12,50`. */
function inEuro(cents: number): string {
  return (cents / 100).toFixed(2).replace('.', ',');
}
