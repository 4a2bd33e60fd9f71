import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { Reward } from './reward.entity.ts';

/** A WELCOME reward that came with the first pass of a holder, to be redeemed once. */
export const RewardGrant = defineEntity({
  name: 'RewardGrant',
  ...tenantTable('core', 'reward_grant'),
  properties: {
    ...tenantKey,
    reward: () => belongsTo(Reward, 'reward_id'),
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    happenedAt: p.datetime().columnType('timestamptz'),
  },
  uniques: [{ properties: ['cardSystemId', 'reward', 'passholder'] }],
  indexes: [{ properties: ['cardSystemId', 'passholder'] }],
});
