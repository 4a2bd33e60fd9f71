import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { ConfigVersion } from '../municipalities/config-version.entity.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Party } from '../organizers/party.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { Settlement } from './settlement.entity.ts';

/**
 * The head of all that one fact moves: its price, who earns it, and by which rules it was decided.
 */
export const MoneyFact = defineEntity({
  name: 'MoneyFact',
  ...tenantTable('core', 'money_fact'),
  properties: {
    ...tenantKey,
    kind: p.enum([
      'ticket-sale',
      'role-sale',
      'role-use',
      'pass-sale',
      'reward-redemption',
      'settlement',
      'cash-rounding',
      'reversal',
    ] as const),
    municipality: () => belongsTo(Municipality, 'municipality_id'),
    priceCents: p.integer(),
    earner: () => belongsTo(Party, 'earner_id'),
    passholder: () => belongsTo(Passholder, 'passholder_id').nullable(),
    residence: () => belongsTo(Municipality, 'residence_id').nullable(),
    plugin: p.text().nullable(),
    role: p.text().nullable(),
    source: p.text(),
    configVersion: () => belongsTo(ConfigVersion, 'config_version_id'),
    seller: () => belongsTo(Organizer, 'seller_id').nullable(),
    reverses: () => belongsTo(MoneyFact, 'reverses_id').nullable(),
    settlement: () => belongsTo(Settlement, 'settlement_id').nullable(),
    happenedAt: p.datetime().columnType('timestamptz'),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
  uniques: [{ properties: ['cardSystemId', 'reverses'] }],
  indexes: [
    { properties: ['cardSystemId', 'passholder'] },
    { properties: ['cardSystemId', 'earner', 'happenedAt'] },
    {
      name: 'money_fact_of_settlement',
      expression:
        'create index money_fact_of_settlement on core.money_fact (card_system_id, ' +
        'settlement_id) where settlement_id is not null',
    },
  ],
  checks: [
    {
      name: 'a_settlement_says_what_it_settles',
      expression: "(kind = 'settlement') = (settlement_id is not null)",
    },
  ],
});
