import { Type } from 'typebox';
import { cents } from '../contract/settings.ts';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import type { StoredReward } from './change-reward.ts';
import { fundReward, readFunding } from './fund-reward.ts';
import { rewardNotFound } from './problems.ts';
import { setRewardStatus } from './set-reward-status.ts';

const tags = ['Rewards'];
const params = Type.Object({ rewardId: Type.String({ format: 'uuid' }) });

const Funding = Type.Object({
  worthCents: cents('of one unit, to who hands it out; 0 when nobody owes anything'),
  fundedBy: Type.Array(
    Type.Object({
      party: Type.String({ minLength: 1, maxLength: 100, description: 'its key' }),
      weight: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    }),
    { maxItems: 20, description: 'who bears that, in proportion' },
  ),
});

const Status = Type.Object({
  status: Type.Unsafe<StoredReward['status']>(
    Type.String({ enum: ['ACTIVE', 'INACTIVE', 'DELETED'] }),
  ),
});

/** What UiTPAS has no words for: who pays for a reward, and taking one off. */
export async function rewardSettingsRoutes(api: Api): Promise<void> {
  const { core } = api;

  api.get(
    '/rewards/:rewardId/funding',
    {
      config: { permission: 'REWARDS_FUNDING' },
      schema: {
        summary: 'Who pays for a reward',
        tags,
        params,
        response: responses({ 200: Funding }, rewardNotFound),
      },
    },
    async ({ caller, params: { rewardId } }) => {
      const { worthCents, fundedBy } = await readFunding(core, caller, rewardId);
      return { worthCents, fundedBy: [...fundedBy] };
    },
  );

  api.put(
    '/rewards/:rewardId/funding',
    {
      config: { permission: 'REWARDS_FUNDING', idempotency: 'required' },
      schema: {
        summary: 'Decide who pays for a reward, from the next redemption on',
        tags,
        params,
        body: Funding,
        response: responses({ 200: Funding }, rewardNotFound),
      },
    },
    async ({ body: funding, caller, command, params: { rewardId } }) => {
      const funded = await fundReward(core, caller, { rewardId, funding, command });
      return { worthCents: funded.worthCents, fundedBy: [...funded.fundedBy] };
    },
  );

  api.put(
    '/rewards/:rewardId/status',
    {
      config: { permission: 'REWARDS_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Take a reward of yours off, or put it on again',
        tags,
        params,
        body: Status,
        response: responses({ 200: Status }, rewardNotFound),
      },
    },
    async ({ body, caller, command, params: { rewardId } }) => {
      const { status } = await setRewardStatus(core, caller, { rewardId, ...body, command });
      return { status };
    },
  );
}
