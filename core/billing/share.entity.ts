import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { MoneyFact } from './money-fact.entity.ts';
import { Party } from '../organizers/party.entity.ts';

/** Which part of the price a party bears. A party of null is the holder of the fact. */
export const Share = defineEntity({
  name: 'Share',
  ...tenantTable('core', 'share'),
  properties: {
    ...tenantKey,
    moneyFact: () => belongsTo(MoneyFact, 'money_fact_id'),
    party: () => belongsTo(Party, 'party_id').nullable(),
    cents: p.integer(),
  },
  indexes: [{ properties: ['cardSystemId', 'moneyFact'] }],
});
