import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Allowance } from './allowance.entity.ts';
import { MoneyFact } from '../billing/money-fact.entity.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Place } from '../organizers/place.entity.ts';

/** One use of an allowance, or the reversal of one. */
export const AllowanceUse = defineEntity({
  name: 'AllowanceUse',
  ...tenantTable('core', 'allowance_use'),
  properties: {
    ...tenantKey,
    allowance: () => belongsTo(Allowance, 'allowance_id'),
    amount: p.integer(),
    /** What lapsed with it; below zero where that came back. */
    lapsed: p.integer().default(0),
    /** What was left of the allowance right after it. */
    remaining: p.integer(),
    place: () => belongsTo(Place, 'place_id').nullable(),
    organizer: () => belongsTo(Organizer, 'organizer_id').nullable(),
    moneyFact: () => belongsTo(MoneyFact, 'money_fact_id').nullable(),
    cardNumber: p.text().nullable(),
    happenedAt: p.datetime().columnType('timestamptz'),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
  indexes: [
    { properties: ['cardSystemId', 'allowance', 'happenedAt'] },
    { properties: ['cardSystemId', 'moneyFact'] },
  ],
  checks: [{ name: 'allowance_use_of_something', expression: 'amount <> 0' }],
});
