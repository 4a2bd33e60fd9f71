import { Type } from 'typebox';
import { mayActFor } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { responses } from '../http/responses.ts';
import { Paginated, pagination } from '../http/schemas.ts';
import { organizerId as idOfOrganizer } from '../municipalities/installation.ts';
import { invalidPassNumber, passholderNoActiveCardSystems } from '../passes/problems.ts';
import { factErased } from '../points/problems.ts';
import { cancelRedemption } from './cancel-redemption.ts';
import { listRedemptions } from './list-redemptions.ts';
import {
  redeemedRewardNotFound,
  rewardNotFound,
  rewardPassholderNoApplicableCardSystems,
  rewardPassholderPointsConstraint,
  rewardPassholderVolumeConstraint,
  rewardPeriodConstraint,
  rewardVolumeConstraint,
} from './problems.ts';
import { readReward } from './read-reward.ts';
import { redeemReward } from './redeem-reward.ts';
import { redeemStatus } from './redeem-status.ts';
import { RewardSchema, showReward } from './reward-shape.ts';

const uuid = Type.String({ format: 'uuid' });
const cardNumber = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'any number of the card',
});
const acting = {
  organizerId: Type.Optional(
    Type.String({ format: 'uuid', description: 'who hands it out; your default when left out' }),
  ),
};
const tags = ['Rewards'];

const RedeemedReward = Type.Object({
  id: uuid,
  reward: RewardSchema,
  redeemDate: Type.String({ format: 'date-time' }),
});

/**
 * Redeeming rewards, as the UiTPAS API 4.0 has it: whether it can, doing it, and taking it back.
 */
export async function redemptionRoutes(api: Api): Promise<void> {
  addStatus(api);
  addRedeeming(api);
  addListing(api);
  addCancelling(api);
}

function addStatus(api: Api): void {
  api.get(
    '/rewards/:rewardId/redeem-status',
    {
      config: { permission: 'REWARDS_REDEEM', uitpas: true },
      schema: {
        summary: 'Whether a holder can have a reward now',
        tags,
        params: Type.Object({ rewardId: uuid }),
        querystring: Type.Object({ uitpasNumber: cardNumber }),
        response: responses(
          {
            200: Type.Object({
              redeemable: Type.Boolean(),
              reason: Type.Optional(Type.String()),
              message: Type.Optional(Type.String()),
            }),
          },
          invalidPassNumber,
          rewardNotFound,
        ),
      },
    },
    async ({ caller, params: { rewardId }, query: { uitpasNumber: card } }) =>
      redeemStatus(api.core, caller, { rewardId, card }),
  );
}

function addRedeeming(api: Api): void {
  const { core } = api;
  api.post(
    '/rewards/redeemed',
    {
      config: { permission: 'REWARDS_REDEEM', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Give a holder a reward for points',
        tags,
        querystring: Type.Object(acting),
        body: Type.Object({ rewardId: uuid, uitpasNumber: cardNumber }),
        response: responses(
          { 201: RedeemedReward },
          factErased,
          invalidPassNumber,
          passholderNoActiveCardSystems,
          rewardNotFound,
          rewardPassholderNoApplicableCardSystems,
          rewardPassholderPointsConstraint,
          rewardPassholderVolumeConstraint,
          rewardPeriodConstraint,
          rewardVolumeConstraint,
        ),
      },
    },
    async ({ body, caller, command }, reply) => {
      const { rewardId, uitpasNumber: card } = body;
      const made = await redeemReward(core, caller, { rewardId, card, command });
      const reward = await readReward(core, caller, made.rewardId);
      return reply.code(201).send({
        id: made.id,
        reward: showReward(reward, caller, core.now()),
        redeemDate: new Date(made.happenedAt).toISOString(),
      });
    },
  );
}

function addListing(api: Api): void {
  const { core } = api;
  api.get(
    '/rewards/redeemed',
    {
      config: {
        permission: 'REWARDS_READ',
        uitpas:
          'only what the own organizers of the client handed out, and only today: what a pass ' +
          'holder did elsewhere or before is not for desks to see',
      },
      schema: {
        summary: 'The rewards that a holder took at your own organizers, of today',
        tags,
        querystring: Type.Object({
          uitpasNumber: Type.Optional(cardNumber),
          passholderId: Type.Optional(uuid),
          organizerId: Type.Optional(Type.Array(uuid, { minItems: 1, maxItems: 50 })),
          rewardType: Type.Optional(Type.Union([Type.Literal('POINTS'), Type.Literal('WELCOME')])),
          rewardTitle: Type.Optional(Type.String({ maxLength: 200 })),
          ...pagination,
        }),
        response: responses({ 200: Paginated(RedeemedReward) }, forbidden, invalidPassNumber),
      },
    },
    async ({ caller, query }) => {
      const { rewardType: type = null, rewardTitle: title = null, start, limit } = query;
      const own = caller.organizers.map((key) => idOfOrganizer(caller.municipality.key, key));
      const { organizerId: organizerIds = own } = query;
      const holder = holderAsked(query);
      if (!organizerIds.every((id) => mayActFor(caller, id))) {
        throw forbidden({ detail: 'you do not act for each organizerId' });
      }
      const search = { holder, organizerIds, type, title, start, limit };
      const { totalItems, member } = await listRedemptions(core, caller, search);
      const now = core.now();
      return {
        totalItems,
        member: member.map(({ id, reward, happenedAt }) => ({
          id,
          reward: showReward(reward, caller, now),
          redeemDate: happenedAt.toISOString(),
        })),
      };
    },
  );
}

/** @throws Problem `invalid-data` unless one of the two is there, the id with its organizers */
function holderAsked(query: {
  uitpasNumber?: string;
  passholderId?: string;
  organizerId?: readonly string[];
}): { card: string } | { passholderId: string } {
  const { uitpasNumber: card, passholderId, organizerId } = query;
  if (card !== undefined && passholderId === undefined) return { card };
  if (passholderId === undefined || card !== undefined) {
    throw invalidData({ detail: 'query parameters uitpasNumber, passholderId: send one of them' });
  }
  if (organizerId === undefined) {
    throw invalidData({ detail: 'query parameter organizerId is missing beside passholderId' });
  }
  return { passholderId };
}

function addCancelling(api: Api): void {
  api.delete(
    '/rewards/redeemed/:redeemedRewardId',
    {
      config: { permission: 'REWARDS_REDEEM', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Take a redeemed reward back, with all that it moved',
        tags,
        params: Type.Object({ redeemedRewardId: uuid }),
        response: responses({ 204: Type.Null() }, redeemedRewardNotFound),
      },
    },
    async ({ caller, command, params }, reply) => {
      await cancelRedemption(api.core, caller, { id: params.redeemedRewardId, command });
      return reply.code(204).send(null);
    },
  );
}
