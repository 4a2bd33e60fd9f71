import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { CheckIn } from './check-in.entity.ts';
import { PointsAccount } from './points-account.entity.ts';

/** Points that moved from one account to another: both entries of a double entry in one row. */
export const Posting = defineEntity({
  name: 'Posting',
  ...tenantTable('core', 'points_posting'),
  properties: {
    ...tenantKey,
    kind: p.enum(['earn', 'redeem', 'expire', 'reverse'] as const),
    from: () => belongsTo(PointsAccount, 'from_account_id'),
    to: () => belongsTo(PointsAccount, 'to_account_id'),
    points: p.integer(),
    checkIn: () => belongsTo(CheckIn, 'check_in_id').nullable(),
    reverses: () => belongsTo(Posting, 'reverses_id').nullable(),
    happenedAt: p.datetime().columnType('timestamptz'),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
  uniques: [{ properties: ['cardSystemId', 'reverses'] }],
  indexes: [
    { properties: ['cardSystemId', 'to'] },
    { properties: ['cardSystemId', 'from'] },
    { properties: ['cardSystemId', 'checkIn'] },
  ],
  checks: [
    { name: 'posting_moves_points', expression: 'points > 0 and from_account_id <> to_account_id' },
  ],
});
