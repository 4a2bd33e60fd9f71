import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { PointsLot } from './points-lot.entity.ts';
import { Posting } from './posting.entity.ts';

/**
 * Points of a lot that a posting took, or gave back when there are less than none: so every point
 * that leaves an account can be traced to where it was earned.
 */
export const LotUse = defineEntity({
  name: 'LotUse',
  ...tenantTable('core', 'points_lot_use'),
  properties: {
    ...tenantKey,
    lot: () => belongsTo(PointsLot, 'lot_id'),
    posting: () => belongsTo(Posting, 'posting_id'),
    points: p.integer(),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
  indexes: [{ properties: ['cardSystemId', 'lot'] }, { properties: ['cardSystemId', 'posting'] }],
  checks: [{ name: 'points_lot_use_of_something', expression: 'points <> 0' }],
});
