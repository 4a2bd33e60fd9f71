import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';

const CHUNK = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Lets the points expire whose time is over in a card system: each earning lasts as long as was
 * promised when the points were earned (core/points/points-expiry.ts). The oldest are spent first.
 *
 * May run twice, or be killed halfway: an account is done at once, and only once.
 */
export async function expirePoints(core: Core, cardSystemId: number): Promise<void> {
  const moment = new Date(core.now()).toISOString();
  let account: string | null = BEFORE_ALL;
  while (account !== null) {
    account = await expireSome(core, [cardSystemId, moment, account, CHUNK]);
  }
}

async function expireSome(core: Core, values: readonly unknown[]): Promise<string | null> {
  return callFunction<string | null>(core.pool, 'core.expire_points', values);
}
