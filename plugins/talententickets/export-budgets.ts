import type { ExportDefinition } from '../../core/contract/plugin.ts';
import { clockAt, isOver } from '../../core/contract/period.ts';
import { byDutch } from '../../core/contract/text.ts';
import { type Budget, type TalentConfig, TICKETS } from './config.ts';

const CENTS = 100;

/** Every budget that can still be used, by name, with the euro that are left of each ticket. */
export const exportBudgets: ExportDefinition<TalentConfig> = {
  title: { nl: 'Talententickets', fr: 'Tickets talent', en: 'Talent tickets' },
  permission: 'TALENTENTICKETS_BUDGETS_EXPORT',
  async rows(host) {
    const today = clockAt(host.now()).day;
    const given = await host.roles.list('year-budget');
    const budgets = given.filter(({ period }) => !isOver(period, today));
    const left = await host.roles.readAllowances(budgets.map(({ id }) => id));
    const persons = await host.passholders.describe(budgets.map((one) => one.passholderId));
    const lines = budgets.flatMap(({ attributes, id, passholderId, period }) => {
      const person = persons.get(passholderId);
      if (!person) return [];
      const { year } = attributes as Budget;
      const { birthDate, firstName, lastName } = person;
      const euro = TICKETS.map((ticket) => (left.get(id)?.[ticket]?.remaining ?? 0) / CENTS);
      return [[year, lastName, firstName, birthDate, ...euro, period.until]];
    });
    lines.sort((a, b) => byDutch(`${a[0]} ${a[1]} ${a[2]}`, `${b[0]} ${b[1]} ${b[2]}`));
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
