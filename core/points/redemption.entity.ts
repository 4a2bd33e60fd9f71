import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { Posting } from './posting.entity.ts';
import { Reward } from './reward.entity.ts';

/** A reward that a holder took, with the posting that paid for it. */
export const Redemption = defineEntity({
  name: 'Redemption',
  ...tenantTable('core', 'redemption'),
  properties: {
    ...tenantKey,
    reward: () => belongsTo(Reward, 'reward_id'),
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    posting: () => belongsTo(Posting, 'posting_id').nullable(),
    happenedAt: p.datetime().columnType('timestamptz'),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
    cancelledAt: p.datetime().columnType('timestamptz').nullable(),
  },
  indexes: [
    { properties: ['cardSystemId', 'reward'] },
    { properties: ['cardSystemId', 'passholder', 'happenedAt'] },
  ],
});
