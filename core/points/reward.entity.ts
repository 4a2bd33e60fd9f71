import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from '../organizers/organizer.entity.ts';

/** What points can be exchanged for. */
export const Reward = defineEntity({
  name: 'Reward',
  ...tenantTable('core', 'reward'),
  properties: {
    ...tenantKey,
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    type: p.enum(['POINTS', 'WELCOME'] as const),
    title: p.text(),
    points: p.integer(),
    maximumUnits: p.integer().nullable(),
    redeemedUnits: p.integer().default(0),
    limitVolume: p.integer().nullable(),
    limitPeriod: p
      .enum(['ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const)
      .nullable(),
    redeemableFrom: p.datetime().columnType('timestamptz'),
    redeemableUntil: p.datetime().columnType('timestamptz').nullable(),
  },
  indexes: [{ properties: ['cardSystemId', 'organizer'] }],
  checks: [
    { name: 'reward_points_not_negative', expression: 'points >= 0' },
    {
      name: 'reward_stock_never_overdrawn',
      expression:
        'redeemed_units >= 0 and (maximum_units is null or redeemed_units <= maximum_units)',
    },
  ],
});
