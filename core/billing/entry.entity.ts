import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { MoneyFact } from './money-fact.entity.ts';
import { Party } from '../organizers/party.entity.ts';

/** One amount that a debtor owes a creditor because of a fact. Never changed, never removed. */
export const Entry = defineEntity({
  name: 'Entry',
  ...tenantTable('core', 'entry'),
  properties: {
    ...tenantKey,
    moneyFact: () => belongsTo(MoneyFact, 'money_fact_id'),
    debtor: () => belongsTo(Party, 'debtor_id'),
    creditor: () => belongsTo(Party, 'creditor_id'),
    kind: p.enum(['collection', 'funding', 'fee', 'charge', 'refund'] as const),
    cents: p.integer(),
    serviceDate: p.date(),
    month: p.date(),
    plugin: p.text().nullable(),
    role: p.text().nullable(),
    costCentre: p.text().nullable(),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
  indexes: [
    { properties: ['cardSystemId', 'moneyFact'] },
    { properties: ['cardSystemId', 'month', 'debtor', 'creditor'] },
  ],
  checks: [{ name: 'nobody_owes_himself', expression: 'debtor_id <> creditor_id' }],
});
