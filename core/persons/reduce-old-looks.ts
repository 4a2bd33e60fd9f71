import { addToDay, clockAt, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';

/** Looks in one transaction: some tens of milliseconds. */
const CHUNK = 1_000;

/**
 * Reduces the looks of a card system, failed ones too, that are older than the municipality keeps
 * them (`retention.lookDays`) to counts.
 *
 * May run twice, or be killed halfway: each is counted once.
 */
export async function reduceOldLooks(core: Core, cardSystemId: number): Promise<void> {
  const { day } = clockAt(core.now());
  for (const { id, config } of core.installation().ofCardSystem(cardSystemId)) {
    const firstDay = addToDay(day, { days: -config.retention.lookDays });
    const before = new Date(startOfDay(firstDay)).toISOString();
    let found: number;
    do {
      found = await callFunction<number>(core.pool, 'core.reduce_old_looks', [
        cardSystemId,
        id,
        before,
        CHUNK,
      ]);
    } while (found > 0);
  }
}
