import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { changeReward, type StoredReward } from './change-reward.ts';

/**
 * Takes a reward of the caller's organizer off, or puts it on again. What was redeemed stays.
 *
 * @throws Problem `reward-not-found`
 */
export async function setRewardStatus(
  core: Core,
  caller: Caller,
  asked: { rewardId: string; status: StoredReward['status']; command: CommandKey },
): Promise<StoredReward> {
  const { rewardId, status, command } = asked;
  return changeReward(core, caller, {
    rewardId,
    command,
    kind: 'reward-status',
    change: (reward) => {
      reward.status = status;
    },
  });
}
