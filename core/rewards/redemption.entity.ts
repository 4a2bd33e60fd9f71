import { defineEntity, p } from '@mikro-orm/postgresql';
import { MoneyFact } from '../billing/money-fact.entity.ts';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { Posting } from '../points/posting.entity.ts';
import { Reward } from './reward.entity.ts';

/** A reward that a holder took, with the posting that paid for it and the money that it moved. */
export const Redemption = defineEntity({
  name: 'Redemption',
  ...tenantTable('core', 'redemption'),
  properties: {
    ...tenantKey,
    reward: () => belongsTo(Reward, 'reward_id'),
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    /** Who handed it out. */
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    /** Null for a reward that costs no points. */
    posting: () => belongsTo(Posting, 'posting_id').nullable(),
    /** Null for a reward that nobody funds. */
    moneyFact: () => belongsTo(MoneyFact, 'money_fact_id').nullable(),
    points: p.integer(),
    cardNumber: p.text(),
    clientId: p.text(),
    happenedAt: p.datetime().columnType('timestamptz'),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
    cancelledAt: p.datetime().columnType('timestamptz').nullable(),
  },
  uniques: [
    { properties: ['cardSystemId', 'posting'] },
    { properties: ['cardSystemId', 'moneyFact'] },
  ],
  indexes: [
    { properties: ['cardSystemId', 'reward', 'passholder'] },
    { properties: ['cardSystemId', 'passholder', 'happenedAt'] },
  ],
});
