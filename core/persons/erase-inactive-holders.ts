import { addToDay, clockAt, startOfDay } from '../contract/period.ts';
import { Problem } from '../contract/problem.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { eraseHolder } from './erase-holder.ts';

/** Holders that are looked for at once; each is erased in a transaction of its own. */
const CHUNK = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Erases the holders of a card system who did nothing for as long as their municipality says
 * (`retention.inactiveMonths`) and hold nothing now. A check-in that was reduced says its month
 * only, so that it may be a few weeks later.
 *
 * May run twice, or be killed halfway: who was erased is not found again. Who cannot be erased
 * keeps nobody else from it.
 *
 * @throws AggregateError when all is done, with why some could not be erased
 */
export async function eraseInactiveHolders(core: Core, cardSystemId: number): Promise<void> {
  const { day } = clockAt(core.now());
  const failures: unknown[] = [];
  for (const municipality of core.installation().ofCardSystem(cardSystemId)) {
    const firstDay = addToDay(day, { months: -municipality.config.retention.inactiveMonths });
    const since = new Date(startOfDay(firstDay)).toISOString();
    let last: string | undefined = BEFORE_ALL;
    while (last !== undefined) {
      const found: string[] = await callFunction<string[]>(
        core.pool,
        'core.find_inactive_holders',
        [cardSystemId, municipality.id, since, firstDay, last, CHUNK],
      );
      for (const passholderId of found) {
        await eraseUnlessRefused(core, { cardSystemId, municipality }, passholderId).catch(
          (error: unknown) => failures.push(error),
        );
      }
      last = found.at(-1);
    }
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} holders could not be erased`);
  }
}

/** Somebody else may have erased the holder; who has something to pay waits for another day. */
async function eraseUnlessRefused(
  core: Core,
  of: Parameters<typeof eraseHolder>[1],
  passholderId: string,
): Promise<void> {
  try {
    await eraseHolder(core, of, { passholderId, command: null });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
