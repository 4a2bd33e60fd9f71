import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Passholder } from '../passes/passholder.entity.ts';

/**
 * An account of points. A holder's balance can never be negative; the accounts of the card system
 * (where points come from and go to) carry no running balance.
 */
export const PointsAccount = defineEntity({
  name: 'PointsAccount',
  ...tenantTable('core', 'points_account'),
  properties: {
    ...tenantKey,
    kind: p.enum(['holder', 'issued', 'redeemed', 'expired'] as const),
    passholder: () => belongsTo(Passholder, 'passholder_id').nullable(),
    balance: p.integer().nullable(),
  },
  uniques: [{ properties: ['cardSystemId', 'passholder'] }],
  checks: [
    {
      name: 'points_never_negative',
      expression: "(kind = 'holder') = (balance is not null) and coalesce(balance, 0) >= 0",
    },
    {
      name: 'holder_account_has_holder',
      expression: "(kind = 'holder') = (passholder_id is not null)",
    },
  ],
});
