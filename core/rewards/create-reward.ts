import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { OutboxMessage } from '../jobs/outbox-message.entity.ts';
import type { StoredReward } from './change-reward.ts';
import { type AskedReward, readRewardTerms } from './reward-terms.ts';
import { Reward } from './reward.entity.ts';

/**
 * Adds a reward that the acting organizer offers; the same command makes one reward. Who funds it
 * is said apart: core/rewards/fund-reward.ts.
 *
 * @throws Problem `invalid-data`, `invalid-card-system`
 */
export async function createReward(
  core: Core,
  caller: Caller,
  { asked, command }: { asked: AskedReward; command: CommandKey },
): Promise<StoredReward> {
  const { cardSystemId, installation } = caller;
  return tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const id = randomUUID();
    const [{ earlier } = { earlier: null }] = await em.execute<{ earlier: string | null }[]>(
      'select core.begin_command(?, ?, ?, ?, ?) as earlier',
      [cardSystemId, command.key, command.hash, 'reward', id],
    );
    if (earlier) return em.findOneOrFail(Reward, { cardSystemId, id: earlier });

    const offeredBy = actingOrganizerId(caller);
    const reward = em.create(Reward, {
      ...readRewardTerms(asked, { installation, cardSystemId, actingOrganizerId: offeredBy }),
      cardSystemId,
      id,
      organizer: [cardSystemId, offeredBy],
      createdAt: new Date(core.now()),
    });
    em.create(OutboxMessage, {
      cardSystemId,
      id: randomUUID(),
      kind: 'reward.created',
      subjectId: id,
    });
    await em.flush();
    return reward;
  });
}
