import { definePlugin } from '../../core/contract/plugin.ts';
import type { RoleDefinition } from '../../core/contract/role.ts';
import { benefitPrice, benefitRights } from './benefit-rights.ts';
import {
  amountOf,
  type BenefitKind,
  findBenefit,
  fundersOf,
  partnersOf,
  periodOf,
  unknownBenefit,
} from './benefits.ts';
import { GomorpasConfig, Granted } from './config.ts';
import { Decision } from './decision.entity.ts';
import { exportGrants } from './export-grants.ts';
import { forgetGrounds } from './forget-grounds.ts';
import { decisionsOfPerson } from './forget-person.ts';
import { endGrant, readGrant, writeGrant } from './grant-routes.ts';
import { contradictionsOf } from './import-names.ts';
import { importPasses } from './import-passes.ts';
import { migrations } from './migrations.ts';
import * as problems from './problems.ts';

/** What both kinds have in common: hidden, kept by the welfare service, one for each benefit. */
function benefitRole(kind: BenefitKind) {
  return {
    title: { nl: 'Voordeel van de kansenpas', fr: 'Avantage', en: 'Opportunity benefit' },
    visibility: 'hidden',
    outward: { name: 'voordeel', title: { nl: 'Voordeel', fr: 'Avantage', en: 'Benefit' } },
    owner: ({ department }) => department,
    shownTo: partnersOf(kind),
    attributes: Granted,
    unknownAttribute: unknownBenefit(kind),
    oneForEach: 'benefit',
    keptByPlugin: true,
    period: ({ from }) => ({ from, until: null }),
  } satisfies RoleDefinition<GomorpasConfig>;
}

export default definePlugin({
  name: 'gomorpas',
  title: { nl: 'Kansenpas', fr: 'Avantages sociaux', en: 'Opportunity benefits' },
  config: GomorpasConfig,
  contradictions: contradictionsOf,
  roles: {
    'ticket-benefit': {
      ...benefitRole('ticket-benefit'),
      allowances: {
        tickets: {
          unit: 'turn',
          title: { nl: 'Tickets', fr: 'Tickets', en: 'Tickets' },
          amount: amountOf('ticket-benefit'),
          period: periodOf('ticket-benefit'),
          takenByTicket: true,
          usedUp: { nl: 'Dit voordeel is op voor deze periode.' },
        },
      },
    },
    'budget-benefit': {
      ...benefitRole('budget-benefit'),
      allowances: {
        budget: {
          unit: 'cent',
          title: { nl: 'Budget', fr: 'Budget', en: 'Budget' },
          amount: amountOf('budget-benefit'),
          period: periodOf('budget-benefit'),
          paysFor: partnersOf('budget-benefit'),
          fundedBy: (config, granted?: Granted) =>
            fundersOf(config, granted && findBenefit(config, 'budget-benefit', granted)),
          usedUp: { nl: 'Dit budget is op voor deze periode.' },
        },
      },
    },
  },
  rights: benefitRights,
  tariffs: benefitPrice,
  entities: [Decision],
  migrations,
  routes: [readGrant, writeGrant, endGrant],
  jobs: { 'forget-grounds': forgetGrounds },
  importers: { gomorpas: importPasses },
  exports: { grants: exportGrants },
  persons: decisionsOfPerson,
  problems: Object.values(problems),
});
