import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { PointsAccount } from './points-account.entity.ts';
import { Posting } from './posting.entity.ts';

/**
 * The points of one earning, and how many of them are still there. Has the id of the posting that
 * earned them; how long they last was promised when they were earned.
 */
export const PointsLot = defineEntity({
  name: 'PointsLot',
  ...tenantTable('core', 'points_lot'),
  properties: {
    ...tenantKey,
    posting: () => belongsTo(Posting, 'id'),
    account: () => belongsTo(PointsAccount, 'account_id'),
    points: p.integer(),
    remaining: p.integer(),
    earnedAt: p.datetime().columnType('timestamptz'),
    /** The first moment at which they can no longer be spent; null for ever. */
    expiresAt: p.datetime().columnType('timestamptz').nullable(),
  },
  indexes: [
    {
      name: 'points_lot_to_spend',
      expression:
        'create index points_lot_to_spend on core.points_lot (card_system_id, account_id, ' +
        'earned_at) where remaining > 0',
    },
    {
      name: 'points_lot_to_expire',
      expression:
        'create index points_lot_to_expire on core.points_lot (card_system_id, expires_at) where ' +
        'remaining > 0 and expires_at is not null',
    },
  ],
  checks: [
    {
      name: 'points_lot_never_overdrawn',
      expression: 'points > 0 and remaining >= 0 and remaining <= points',
    },
  ],
});
