import { randomUUID } from 'node:crypto';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { secretHash } from './secret-hash.ts';
import { setupCode } from './setup-code.ts';

/**
 * Makes the setup code by which somebody sets a device up at a kiosk: once, within a day.
 * A code that was made before is of no use any more; the device that stands there goes on.
 *
 * @returns the code, also of the same command before
 */
export async function giveSetupCode(
  core: Core,
  asked: { readonly cardSystemId: number; readonly kioskId: string; readonly command: CommandKey },
): Promise<string> {
  const { cardSystemId, kioskId, command } = asked;
  const newId = randomUUID();
  const codeId = await callFunction<string>(core.pool, 'core.give_setup_code', [
    cardSystemId,
    kioskId,
    newId,
    secretHash(setupCode(core.keys, { cardSystemId, codeId: newId })),
    new Date(core.now()).toISOString(),
    command.key,
    command.hash,
  ]);
  return setupCode(core.keys, { cardSystemId, codeId });
}
