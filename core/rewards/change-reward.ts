import { randomUUID } from 'node:crypto';
import { type EntityManager, type InferEntity, LockMode } from '@mikro-orm/postgresql';
import type { Caller } from '../access/caller.ts';
import { mayActFor } from '../access/may-act-for.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { OutboxMessage } from '../jobs/outbox-message.entity.ts';
import { rewardNotFound } from './problems.ts';
import { Reward } from './reward.entity.ts';

/** A reward as it is stored. */
export type StoredReward = InferEntity<typeof Reward>;

/** Which reward is changed, and by which command. */
export interface RewardChange {
  readonly rewardId: string;
  /** What is done to it, as the key of the command remembers it. */
  readonly kind: 'reward-update' | 'reward-funding' | 'reward-status';
  readonly command: CommandKey;
}

/**
 * Changes a reward under its lock, once for each command: nobody redeems it meanwhile, and what was
 * decided on the version before is decided again.
 *
 * @param change decides and assigns; whatever it throws leaves the reward as it is
 * @param mayChange who may: to others it does not exist
 * @throws Problem `reward-not-found`
 */
export async function changeReward(
  core: Core,
  caller: Caller,
  asked: RewardChange & {
    readonly mayChange?: (reward: StoredReward) => boolean;
    readonly change: (reward: StoredReward, em: EntityManager) => Promise<void> | void;
  },
): Promise<StoredReward> {
  const { cardSystemId } = caller;
  const { rewardId, kind, command, change } = asked;
  const { mayChange = (reward) => mayActFor(caller, reward.organizer.id) } = asked;
  return tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const [{ earlier } = { earlier: null }] = await em.execute<{ earlier: string | null }[]>(
      'select core.begin_command(?, ?, ?, ?, ?) as earlier',
      [cardSystemId, command.key, command.hash, kind, rewardId],
    );
    const lockMode = LockMode.PESSIMISTIC_WRITE;
    const reward = await em.findOne(Reward, { cardSystemId, id: rewardId }, { lockMode });
    if (!reward || !mayChange(reward)) throw rewardNotFound();
    if (earlier) return reward;

    await change(reward, em);
    reward.version += 1;
    em.create(OutboxMessage, {
      cardSystemId,
      id: randomUUID(),
      kind: 'reward.changed',
      subjectId: rewardId,
    });
    await em.flush();
    return reward;
  });
}
