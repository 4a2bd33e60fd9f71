import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import type { Funder } from './reward-money.ts';
import type { RewardCategory } from './reward-terms.ts';

/** What points can be exchanged for, or what a new holder is welcomed with. */
export const Reward = defineEntity({
  name: 'Reward',
  ...tenantTable('core', 'reward'),
  properties: {
    ...tenantKey,
    /** Who offers it, and decides about it. */
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    type: p.enum(['POINTS', 'WELCOME'] as const),
    status: p.enum(['ACTIVE', 'INACTIVE', 'DELETED'] as const).default('ACTIVE'),
    title: p.text(),
    promotionalDescription: p.text(),
    practicalInfo: p.text().nullable(),
    moreInfoUrl: p.text().nullable(),
    categories: p.json<readonly RewardCategory[]>(),
    pictures: p.json<readonly string[]>(),
    /** The ids of the organizers that hand it out. */
    redeemableAt: p.json<readonly string[]>(),
    points: p.integer(),
    maximumUnits: p.integer().nullable(),
    redeemedUnits: p.integer().default(0),
    limitVolume: p.integer().nullable(),
    limitPeriod: p
      .enum(['ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const)
      .nullable(),
    publishedFrom: p.datetime().columnType('timestamptz'),
    publishedUntil: p.datetime().columnType('timestamptz').nullable(),
    redeemableFrom: p.datetime().columnType('timestamptz'),
    redeemableUntil: p.datetime().columnType('timestamptz').nullable(),
    /** When a WELCOME reward is granted with a first pass; null for POINTS. */
    grantedFrom: p.datetime().columnType('timestamptz').nullable(),
    grantedUntil: p.datetime().columnType('timestamptz').nullable(),
    isForAllCardSystems: p.boolean().default(true),
    isForKids: p.boolean().default(false),
    isSport: p.boolean().default(false),
    isFeatured: p.boolean().default(false),
    isOnline: p.boolean().default(false),
    /** What one of them is worth to who hands it out, borne by the funders. */
    worthCents: p.integer().default(0),
    fundedBy: p.json<readonly Funder[]>().nullable(),
    version: p.integer().default(1),
    createdAt: p.datetime().columnType('timestamptz'),
  },
  indexes: [{ properties: ['cardSystemId', 'organizer'] }],
  checks: [
    {
      name: 'reward_points_not_negative',
      expression: "points >= 0 and (type = 'POINTS' or points = 0)",
    },
    {
      name: 'reward_stock_never_overdrawn',
      expression:
        'redeemed_units >= 0 and (maximum_units is null or redeemed_units <= maximum_units)',
    },
    {
      name: 'reward_of_worth_has_funders',
      expression: 'worth_cents >= 0 and (worth_cents = 0 or funded_by is not null)',
    },
  ],
});
