import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { addToDay, clockAt, startOfDay } from '../contract/period.ts';
import { OrganizerSchema, showOrganizer } from '../organizers/organizer-shape.ts';
import type { StoredReward } from './change-reward.ts';
import { type AskedReward, REWARD_CATEGORIES } from './reward-terms.ts';

const moment = Type.String({ format: 'date-time' });
const url = Type.String({
  maxLength: 2000,
  format: 'uri',
  pattern: '^https?://',
  'x-form': 'an address that begins with https:// or http://',
});
const category = Type.Union(REWARD_CATEGORIES.map((name) => Type.Literal(name)));
const type = Type.Union([Type.Literal('POINTS'), Type.Literal('WELCOME')]);

const Period = Type.Object({ begin: moment, end: Type.Optional(moment) });

const Constraint = Type.Object({
  volume: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  period: Type.Unsafe<NonNullable<AskedReward['redeemConstraint']>['period']>(
    Type.String({ enum: ['ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] }),
  ),
});

const CardSystem = Type.Object({ id: Type.Integer(), name: Type.String() });
const NamedCardSystem = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});
const flag = Type.Optional(Type.Boolean());

/**
 * A reward as a client writes it. What is the server's to say (`id`, `status`, ...) is not read.
 */
export const AskedRewardSchema = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 200 }),
  type,
  promotionalDescription: Type.String({ maxLength: 2500 }),
  practicalInfo: Type.Optional(Type.String({ maxLength: 2500 })),
  moreInfoURL: Type.Optional(url),
  points: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  categories: Type.Optional(Type.Array(category, { maxItems: REWARD_CATEGORIES.length })),
  pictures: Type.Optional(Type.Array(url, { maxItems: 20 })),
  publicationPeriod: Period,
  redeemPeriod: Type.Optional(Period),
  grantingPeriod: Type.Optional(Period),
  maxAvailableUnits: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: '0 is no maximum' }),
  ),
  redeemConstraint: Type.Optional(Constraint),
  organizers: Type.Optional(
    Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }) }), {
      maxItems: 200,
      description: 'who hands it out; the one who offers it when left out',
    }),
  ),
  owningCardSystem: Type.Optional(NamedCardSystem),
  applicableCardSystems: Type.Optional(Type.Array(NamedCardSystem, { maxItems: 100 })),
  allCardSystems: flag,
  forKids: flag,
  sport: flag,
  featured: flag,
  online: flag,
});

/** A reward, as UiTPAS shows it. */
export const RewardSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  title: Type.String(),
  type: Type.String({ enum: ['POINTS', 'WELCOME'] }),
  promotionalDescription: Type.String(),
  practicalInfo: Type.Optional(Type.String()),
  moreInfoURL: Type.Optional(Type.String()),
  points: Type.Optional(Type.Integer({ minimum: 0 })),
  categories: Type.Array(Type.String()),
  pictures: Type.Array(Type.String()),
  publicationPeriod: Period,
  redeemPeriod: Period,
  grantingPeriod: Type.Optional(Period),
  maxAvailableUnits: Type.Optional(Type.Integer()),
  unitsTaken: Type.Integer({ minimum: 0 }),
  redeemConstraint: Type.Optional(Constraint),
  organizers: Type.Array(OrganizerSchema),
  owningCardSystem: CardSystem,
  applicableCardSystems: Type.Array(CardSystem),
  allCardSystems: Type.Boolean(),
  status: Type.String({ enum: ['ACTIVE', 'INACTIVE', 'DELETED'] }),
  forKids: Type.Boolean(),
  sport: Type.Boolean(),
  featured: Type.Boolean(),
  online: Type.Boolean(),
  lastChance: Type.Boolean(),
});
export type ShownReward = Static<typeof RewardSchema>;

const LAST_CHANCE_DAYS = 30;

/**
 * The end of the time in which the end of a reward is near, in milliseconds since 1970: thirty days
 * after today.
 */
export function lastChanceUntil(now: number): number {
  return startOfDay(addToDay(clockAt(now).day, { days: LAST_CHANCE_DAYS + 1 }));
}

/** Shows a reward as it is at a moment. An organizer that is no longer configured is left out. */
export function showReward(reward: StoredReward, caller: Caller, now: number): ShownReward {
  const { installation, municipality } = caller;
  const { maximumUnits = null, practicalInfo = null, moreInfoUrl = null, grantedFrom } = reward;
  const { id, name } = municipality.config.cardSystem;
  const organizers = reward.redeemableAt.flatMap((organizerId) => {
    const known = installation.organizer(organizerId);
    return known ? [showOrganizer(known.municipality, known.key)] : [];
  });
  return {
    id: reward.id,
    title: reward.title,
    type: reward.type,
    promotionalDescription: reward.promotionalDescription,
    ...(practicalInfo !== null && { practicalInfo }),
    ...(moreInfoUrl !== null && { moreInfoURL: moreInfoUrl }),
    ...(reward.type === 'POINTS' && { points: reward.points }),
    categories: [...reward.categories],
    pictures: [...reward.pictures],
    publicationPeriod: periodOf(reward.publishedFrom, reward.publishedUntil),
    redeemPeriod: periodOf(reward.redeemableFrom, reward.redeemableUntil),
    ...(grantedFrom && { grantingPeriod: periodOf(grantedFrom, reward.grantedUntil) }),
    ...(maximumUnits !== null && { maxAvailableUnits: maximumUnits }),
    unitsTaken: reward.redeemedUnits,
    ...constraintOf(reward),
    organizers,
    owningCardSystem: { id, name },
    applicableCardSystems: [{ id, name }],
    allCardSystems: reward.isForAllCardSystems,
    status: reward.status,
    forKids: reward.isForKids,
    sport: reward.isSport,
    featured: reward.isFeatured,
    online: reward.isOnline,
    lastChance: isLastChance(reward, now),
  };
}

function constraintOf({ limitVolume: volume = null, limitPeriod: period = null }: StoredReward) {
  return volume === null || period === null ? {} : { redeemConstraint: { volume, period } };
}

function isLastChance({ redeemableUntil }: StoredReward, now: number): boolean {
  const end = redeemableUntil?.getTime() ?? Infinity;
  return now <= end && end < lastChanceUntil(now);
}

function periodOf(begin: Date, end: Date | null | undefined) {
  return { begin: begin.toISOString(), ...(end && { end: end.toISOString() }) };
}
