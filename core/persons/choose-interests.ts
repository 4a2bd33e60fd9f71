import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { passholderNotFound } from '../roles/problems.ts';
import type { Interest } from './interest.ts';

/**
 * Writes down by what a holder wants rewards to be recommended: what was chosen before is gone, and
 * nothing is chosen until the holder asks for it.
 *
 * @returns what is switched on now
 * @throws Problem `passholder-not-found`, also for an erased person
 */
export async function chooseInterests(
  core: Core,
  caller: Caller,
  choice: { passholderId: string; interests: readonly Interest[]; command: CommandKey },
): Promise<readonly Interest[]> {
  const { cardSystemId } = caller;
  const { passholderId, interests, command } = choice;
  return tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const [{ earlier } = { earlier: null }] = await em.execute<{ earlier: string | null }[]>(
      'select core.begin_command(?, ?, ?, ?, ?) as earlier',
      [cardSystemId, command.key, command.hash, 'interests', passholderId],
    );
    const holder = await em.findOne(
      Passholder,
      { cardSystemId, id: passholderId },
      { populate: ['person'] },
    );
    if (!holder?.person) throw passholderNotFound();
    if (!earlier) holder.person.interests = [...new Set(interests)];
    await em.flush();
    return holder.person.interests ?? [];
  });
}
