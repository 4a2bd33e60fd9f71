import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';

/** Roles at once: each chunk is one transaction of some tens of milliseconds. */
const CHUNK = 500;

/**
 * Takes note of every role of a card system whose period is over: one `expired` event each, and one
 * more version of its holder. Nothing waits for it, because a role grants nothing after its last
 * day; it may run twice, die anywhere, or not at all until the next time.
 *
 * @returns how many pass holders had such a role
 */
export async function expireRoles(core: Core, cardSystemId: number): Promise<number> {
  const now = core.now();
  let holders = 0;
  for (;;) {
    const done = await callFunction<number>(core.pool, 'core.expire_roles', [
      cardSystemId,
      clockAt(now).day,
      new Date(now).toISOString(),
      CHUNK,
    ]);
    if (done === 0) return holders;
    holders += done;
  }
}
