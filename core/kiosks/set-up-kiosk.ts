import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidData } from '../http/problems.ts';
import { kioskOf } from './kiosk-caller.ts';
import { kioskNotFound } from './problems.ts';
import { secretHash } from './secret-hash.ts';

/** Of a random UUID they are a dozen; of what somebody types for ease a few. */
const DIFFERENT_SIGNS = 8;

/** A device that is put at a kiosk. */
export interface KioskSetup {
  /** As it stands on the kiosk: who typed a code at the wrong one hears of it. */
  readonly name: string;
  readonly deviceId: string;
  readonly command: CommandKey;
}

/**
 * Puts a device at the kiosk of the setup code by which the caller came. From then on it
 * acts for that kiosk, and the device that stood there before acts for none.
 *
 * @throws Problem `invalid-data` for a device id that is guessed too easily, `kiosk-not-found` when
 * the kiosk is called otherwise; the refusals of core/kiosks/kiosks.sql
 */
export async function setUpKiosk(
  core: Core,
  caller: Caller,
  { name, deviceId, command }: KioskSetup,
): Promise<void> {
  const { id, settings, secret } = kioskOf(caller);
  if (new Set(deviceId).size < DIFFERENT_SIGNS) {
    throw invalidData({
      detail: `/deviceId must have at least ${DIFFERENT_SIGNS} different characters`,
      jsonPointer: '/deviceId',
    });
  }
  if (settings.name !== name) throw kioskNotFound();
  await callFunction(core.pool, 'core.set_up_kiosk', [
    caller.cardSystemId,
    id,
    secretHash(secret),
    secretHash(deviceId),
    new Date(core.now()).toISOString(),
    command.key,
    command.hash,
  ]);
}
