import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import { changeReward, type StoredReward } from './change-reward.ts';
import { rewardNotEditable } from './problems.ts';
import { Redemption } from './redemption.entity.ts';
import { RewardGrant } from './reward-grant.entity.ts';
import { type AskedReward, readRewardTerms, type RewardTerms } from './reward-terms.ts';

/**
 * Writes new terms of a reward that the caller's organizer offers. Once somebody redeemed it, or
 * got it with a first pass, what it costs and when it began stay as they are: who saved for it was
 * promised that.
 *
 * @throws Problem `reward-not-found`, `reward-not-editable`, `invalid-data`, `invalid-card-system`
 */
export async function updateReward(
  core: Core,
  caller: Caller,
  update: { rewardId: string; asked: AskedReward; command: CommandKey },
): Promise<StoredReward> {
  const { installation, cardSystemId } = caller;
  const { rewardId, asked, command } = update;
  return changeReward(core, caller, {
    rewardId,
    command,
    kind: 'reward-update',
    change: async (reward, em) => {
      const actingOrganizerId = reward.organizer.id;
      const terms = readRewardTerms(asked, { installation, cardSystemId, actingOrganizerId });
      const frozen = frozenPart(reward, terms);
      if (frozen !== null && (await wasTaken(em, reward))) {
        throw rewardNotEditable({ jsonPointer: frozen });
      }
      if (terms.maximumUnits !== null && terms.maximumUnits < reward.redeemedUnits) {
        const jsonPointer = '/maxAvailableUnits';
        const detail = `${jsonPointer} may not be below the ${reward.redeemedUnits} units taken`;
        throw invalidData({ detail, jsonPointer });
      }
      Object.assign(reward, terms);
    },
  });
}

/** What the new terms change of all that is frozen with the first redemption; null for nothing. */
function frozenPart(
  reward: Pick<StoredReward, 'type' | 'points' | 'redeemableFrom' | 'grantedFrom'>,
  terms: Pick<RewardTerms, 'type' | 'points' | 'redeemableFrom' | 'grantedFrom'>,
): string | null {
  if (terms.type !== reward.type) return '/type';
  if (terms.points !== reward.points) return '/points';
  if (!isSameMoment(terms.redeemableFrom, reward.redeemableFrom)) return '/redeemPeriod/begin';
  return isSameMoment(terms.grantedFrom, reward.grantedFrom ?? null)
    ? null
    : '/grantingPeriod/begin';
}

function isSameMoment(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}

/** Also when it was cancelled: somebody was told what it costs. */
async function wasTaken(em: EntityManager, reward: StoredReward): Promise<boolean> {
  const { cardSystemId, id } = reward;
  const ofReward = { cardSystemId, reward: { id } };
  if (await em.findOne(Redemption, ofReward, { fields: ['id'] })) return true;
  return (await em.findOne(RewardGrant, ofReward, { fields: ['id'] })) !== null;
}
