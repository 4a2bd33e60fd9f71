import type { Core } from '../core.ts';

const CHUNK = 500;

/**
 * Tells the world what was committed in a card system since the last time: see announce-outbox.sql.
 * Each fact is told at least once; a listener that was away reads `core.outbox` itself.
 *
 * @returns how many facts were announced
 */
export async function announceOutbox(core: Core, cardSystemId: number): Promise<number> {
  let announced = 0;
  for (;;) {
    const { rows } = await core.pool.query<{ count: number }>({
      name: 'jobs.announce-outbox',
      text: 'select core.announce_outbox($1, $2, $3) as count',
      values: [cardSystemId, new Date(core.now()).toISOString(), CHUNK],
    });
    const count = rows[0]?.count ?? 0;
    announced += count;
    if (count < CHUNK) return announced;
  }
}
