import { defineEntity, p } from '@mikro-orm/postgresql';
import { PAYMENT_MEANS } from '../contract/money.ts';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { MoneyFact } from './money-fact.entity.ts';
import { Party } from '../organizers/party.entity.ts';

/** Money that changed hands. A payer or owner of null is the holder of the fact. */
export const Payment = defineEntity({
  name: 'Payment',
  ...tenantTable('core', 'payment'),
  properties: {
    ...tenantKey,
    moneyFact: () => belongsTo(MoneyFact, 'money_fact_id'),
    payer: () => belongsTo(Party, 'payer_id').nullable(),
    accountOwner: () => belongsTo(Party, 'account_owner_id').nullable(),
    means: p.enum(PAYMENT_MEANS),
    cents: p.integer(),
  },
  indexes: [{ properties: ['cardSystemId', 'moneyFact'] }],
});
