import { addToDay, clockAt, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';

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
      const { rows } = await core.pool.query<{ found: number }>({
        name: 'points.reduce-old-check-ins',
        text: 'select core.reduce_old_check_ins($1, $2, $3, $4) as found',
        values: [cardSystemId, id, before, CHUNK],
      });
      found = rows[0]?.found ?? 0;
    } while (found > 0);
  }
}
