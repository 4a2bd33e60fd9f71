import { definePlugin } from '../../core/contract/plugin.ts';
import { periodOfYear } from './budget-year.ts';
import { Budget, TalentConfig } from './config.ts';
import { findContradictions } from './contradictions.ts';
import { exportBudgets } from './export-budgets.ts';
import { giveBudgets } from './give-budgets.ts';
import { importBudgets } from './import-budgets.ts';
import { migrations } from './migrations.ts';
import { reportUse } from './report-use.ts';
import { talentRights } from './talent-rights.ts';
import { ticketAllowance } from './ticket-allowance.ts';
import { UseReport } from './use-report.entity.ts';
import { exportUse, listUse } from './use-routes.ts';

export default definePlugin({
  name: 'talententickets',
  title: { nl: 'Talententickets', fr: 'Tickets talent', en: 'Talent tickets' },
  config: TalentConfig,
  contradictions: findContradictions,
  roles: {
    'year-budget': {
      title: { nl: 'Talententickets', fr: 'Tickets talent', en: 'Talent tickets' },
      visibility: 'owner',
      outward: { name: 'tickets', title: { nl: 'Tickets', fr: 'Tickets', en: 'Tickets' } },
      owner: ({ department }) => department,
      shownTo: ({ clubs }) => clubs,
      attributes: Budget,
      oneForEach: 'year',
      keptByPlugin: true,
      period: ({ attributes, config }: { attributes: Budget; config: TalentConfig }) =>
        periodOfYear(attributes.year, config),
      allowances: {
        first: ticketAllowance('first'),
        second: ticketAllowance('second'),
        third: ticketAllowance('third'),
      },
    },
  },
  rights: talentRights,
  entities: [UseReport],
  migrations,
  routes: [listUse],
  jobs: { 'give-budgets': giveBudgets, 'report-use': reportUse },
  importers: { talententickets: importBudgets },
  exports: { budgets: exportBudgets, use: exportUse },
});
