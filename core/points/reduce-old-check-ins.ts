import { addToDay, clockAt, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';

/** Check-ins in one transaction: some tens of milliseconds. */
const CHUNK = 500;

/**
 * Reduces the check-ins of a card system that are older than the municipality of their holder keeps
 * them (`retention.checkInMonths`) to counts. The points stay, with their month only; the command
 * that saved one is refused as `fact-erased` from then on.
 *
 * May run twice, or be killed halfway: each is counted once.
 */
export async function reduceOldCheckIns(core: Core, cardSystemId: number): Promise<void> {
  const { day } = clockAt(core.now());
  for (const { id, config } of core.installation().ofCardSystem(cardSystemId)) {
    const { checkInMonths } = config.retention;
    const firstDay = addToDay(day, { months: -checkInMonths });
    const before = new Date(startOfDay(firstDay)).toISOString();
    let found: number;
    do {
      found = await callFunction<number>(core.pool, 'core.reduce_old_check_ins', [
        cardSystemId,
        id,
        before,
        CHUNK,
      ]);
    } while (found > 0);
  }
}
