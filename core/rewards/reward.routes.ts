import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import type { Api } from '../http/api.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { pagination } from '../http/schemas.ts';
import { cardSystemNotFound, organizerNotFound } from '../organizers/problems.ts';
import { createReward } from './create-reward.ts';
import { invalidCardSystem, rewardNotEditable, rewardNotFound } from './problems.ts';
import { readReward } from './read-reward.ts';
import { REWARD_FACETS, showFacets } from './reward-facets.ts';
import { readRewardSort } from './reward-sort.ts';
import { AskedRewardSchema, RewardSchema, showReward } from './reward-shape.ts';
import { REWARD_CATEGORIES } from './reward-terms.ts';
import { type RewardSearch, searchRewards } from './search-rewards.ts';
import { updateReward } from './update-reward.ts';

const uuid = Type.String({ format: 'uuid' });
const ids = Type.Optional(Type.Array(uuid, { maxItems: 100 }));
const flag = Type.Optional(Type.Boolean());
const order = Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')]));
const points = Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 }));
const cardSystems = Type.Optional(
  Type.Array(Type.String({ pattern: '^[0-9]{1,10}$', 'x-form': 'a number of at most 10 digits' }), {
    maxItems: 100,
  }),
);
const literals = <const Names extends readonly string[]>(names: Names) =>
  Type.Unsafe<Names[number]>(Type.String({ enum: [...names] }));

const SearchQuery = Type.Object({
  organizerId: ids,
  organizerPostalCode: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 100 })),
  owningCardSystemId: cardSystems,
  applicableCardSystemId: cardSystems,
  type: Type.Unsafe<'POINTS' | 'WELCOME' | 'ANY'>(
    Type.String({ enum: ['POINTS', 'WELCOME', 'ANY'], default: 'POINTS' }),
  ),
  text: Type.Optional(Type.String({ maxLength: 200 })),
  facets: Type.Optional(Type.Array(literals(REWARD_FACETS), { maxItems: 20 })),
  sort: Type.Optional(
    Type.String({ maxLength: 200, description: 'such as `-redeemCount,points`' }),
  ),
  'sort[name]': order,
  'sort[creationDate]': order,
  'sort[redeemCount]': order,
  'sort[featured]': order,
  'sort[points]': order,
  categories: Type.Optional(Type.Array(literals(REWARD_CATEGORIES), { maxItems: 20 })),
  pointsFrom: points,
  pointsTo: points,
  subset: Type.Unsafe<RewardSearch['subset']>(
    Type.String({
      enum: ['ALL', 'ENDUSERS', 'REDEEMABLE', 'REDEEMABLE-FUTURE', 'ENDUSER-FUTURE'],
      default: 'ENDUSERS',
    }),
  ),
  sport: flag,
  forKids: flag,
  featured: flag,
  online: flag,
  lastChance: flag,
  status: Type.Optional(literals(['ACTIVE', 'INACTIVE', 'DELETED'])),
  isRedeemableByPassholderId: Type.Optional(uuid),
  isInterestingForPassholderId: Type.Optional(uuid),
  ...pagination,
});

const Facet = Type.Record(
  Type.String(),
  Type.Object({ name: Type.Object({ nl: Type.String() }), count: Type.Integer({ minimum: 0 }) }),
);

const FoundRewards = Type.Object({
  totalItems: Type.Integer({ minimum: 0 }),
  member: Type.Array(RewardSchema),
  facet: Type.Optional(
    Type.Object(Object.fromEntries(REWARD_FACETS.map((name) => [name, Type.Optional(Facet)]))),
  ),
});

/** The rewards of the UiTPAS API 4.0: searching them, offering one, reading and changing it. */
export async function rewardRoutes(api: Api): Promise<void> {
  addSearching(api);
  addOffering(api);
  addReading(api);
  addChanging(api);
}

const tags = ['Rewards'];
const params = Type.Object({ rewardId: uuid });

function addSearching(api: Api): void {
  const { core } = api;
  api.get(
    '/rewards',
    {
      config: {
        anyClient: true,
        uitpas:
          'a token is needed, a client id is not enough; what is interesting for a pass holder ' +
          'follows from the interests that the holder switched on, and not from recent activity',
      },
      schema: {
        summary: 'Search rewards',
        description:
          'Who asks what is redeemable by a pass holder, or interesting for one, needs ' +
          '`REWARDS_PASSHOLDERS_READ`. Interests are off until the holder switches them on.',
        tags,
        querystring: SearchQuery,
        response: responses(
          { 200: FoundRewards },
          answeredAs(400, organizerNotFound),
          cardSystemNotFound,
        ),
      },
    },
    async ({ caller, query }) => {
      const found = await searchRewards(core, caller, searchOf(query, caller));
      const now = core.now();
      const { facets = [] } = query;
      return {
        totalItems: found.totalItems,
        member: found.member.map((reward) => showReward(reward, caller, now)),
        ...(facets.length > 0 && { facet: showFacets(facets, found, caller.municipality) }),
      };
    },
  );
}

/** @throws Problem `forbidden`, `organizer-not-found`, `cardsystem-not-found`, `invalid-data` */
function searchOf(query: Static<typeof SearchQuery>, caller: Caller): RewardSearch {
  const { isRedeemableByPassholderId: redeemableBy = null, type } = query;
  const { isInterestingForPassholderId: interestingFor = null, text = '' } = query;
  const asksOfHolder = (redeemableBy ?? interestingFor) !== null;
  if (asksOfHolder && !caller.permissions.has('REWARDS_PASSHOLDERS_READ')) {
    const detail = `client ${caller.clientId} lacks the permission REWARDS_PASSHOLDERS_READ`;
    throw forbidden({ detail });
  }
  const named = [...(query.owningCardSystemId ?? []), ...(query.applicableCardSystemId ?? [])];
  if (named.some((id) => Number(id) !== caller.cardSystemId)) throw cardSystemNotFound();
  return {
    redeemableBy,
    interestingFor,
    type: type === 'ANY' ? null : type,
    subset: query.subset,
    status: query.status ?? null,
    organizerIds: organizersAsked(query, caller),
    text: text.trim() === '' ? null : text.trim(),
    categories: query.categories ?? null,
    pointsFrom: query.pointsFrom ?? null,
    pointsTo: query.pointsTo ?? null,
    sport: query.sport ?? null,
    forKids: query.forKids ?? null,
    featured: query.featured ?? null,
    online: query.online ?? null,
    lastChance: query.lastChance ?? null,
    sort: readRewardSort(query),
    start: query.start,
    limit: query.limit,
  };
}

/** Those that are named, and are in a town with one of the postal codes; null for all. */
function organizersAsked(query: Static<typeof SearchQuery>, caller: Caller): string[] | null {
  const { organizerId, organizerPostalCode: codes } = query;
  const { installation, cardSystemId } = caller;
  if (!organizerId && !codes) return null;
  const known = installation.organizersOfCardSystem(cardSystemId);
  if (organizerId?.some((id) => !known.some((organizer) => organizer.id === id))) {
    throw organizerNotFound();
  }
  return known
    .filter(({ id }) => organizerId?.includes(id) ?? true)
    .filter(({ municipality: { config } }) => {
      return codes?.some((code) => config.postalCodes.includes(code)) ?? true;
    })
    .map(({ id }) => id);
}

function addOffering(api: Api): void {
  const { core } = api;
  const acting = Type.Object({
    organizerId: Type.Optional(
      Type.String({ format: 'uuid', description: 'who offers it; your default when left out' }),
    ),
  });

  api.post(
    '/rewards',
    {
      config: { permission: 'REWARDS_WRITE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Offer a new reward',
        tags,
        querystring: acting,
        body: AskedRewardSchema,
        response: responses({ 200: RewardSchema }, invalidCardSystem),
      },
    },
    async ({ body: asked, caller, command }) => {
      const reward = await createReward(core, caller, { asked, command });
      return showReward(reward, caller, core.now());
    },
  );
}

function addReading(api: Api): void {
  const { core } = api;
  api.get(
    '/rewards/:rewardId',
    {
      config: { permission: 'REWARDS_READ', uitpas: true },
      schema: {
        summary: 'One reward',
        tags,
        params,
        response: responses({ 200: RewardSchema }, rewardNotFound),
      },
    },
    async ({ params: { rewardId }, caller }) =>
      showReward(await readReward(core, caller, rewardId), caller, core.now()),
  );
}

function addChanging(api: Api): void {
  const { core } = api;
  api.put(
    '/rewards/:rewardId',
    {
      config: { permission: 'REWARDS_WRITE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Change a reward that you offer',
        tags,
        params,
        body: AskedRewardSchema,
        response: responses(
          { 200: RewardSchema },
          invalidCardSystem,
          rewardNotEditable,
          rewardNotFound,
        ),
      },
    },
    async ({ body: asked, caller, command, params: { rewardId } }) => {
      const reward = await updateReward(core, caller, { rewardId, asked, command });
      return showReward(reward, caller, core.now());
    },
  );
}
