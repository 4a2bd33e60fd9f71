import { addToDay, clockAt, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';

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
      const { rows } = await core.pool.query<{ found: number }>({
        name: 'persons.reduce-old-looks',
        text: 'select core.reduce_old_looks($1, $2, $3, $4) as found',
        values: [cardSystemId, id, before, CHUNK],
      });
      found = rows[0]?.found ?? 0;
    } while (found > 0);
  }
}
