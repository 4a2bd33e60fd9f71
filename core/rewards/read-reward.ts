import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { StoredReward } from './change-reward.ts';
import { rewardNotFound } from './problems.ts';
import { Reward } from './reward.entity.ts';

/**
 * One reward of the caller's card system: whoever offers it, everybody may know it.
 *
 * @throws Problem `reward-not-found`
 */
export async function readReward(core: Core, caller: Caller, id: string): Promise<StoredReward> {
  const { cardSystemId } = caller;
  const found = await tenantManager(core.orm, cardSystemId).findOne(Reward, { cardSystemId, id });
  if (!found) throw rewardNotFound();
  return found;
}
