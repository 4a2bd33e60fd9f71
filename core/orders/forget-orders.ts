import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';

/** Long enough to pay and to fetch the cards. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Forgets the orders of more than thirty days ago, whatever became of them. */
export async function forgetOrders(core: Core, cardSystemId: number): Promise<void> {
  const before = new Date(core.now() - KEPT_MS).toISOString();
  await callFunction(core.pool, 'core.forget_orders', [cardSystemId, before]);
}
