import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';

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
    const count = await callFunction<number>(core.pool, 'core.announce_outbox', [
      cardSystemId,
      new Date(core.now()).toISOString(),
      CHUNK,
    ]);
    announced += count;
    if (count < CHUNK) return announced;
  }
}
