import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { nationalNumberHashes } from './national-number-hash.ts';

/**
 * The id of the pass holder who signed in, of the municipality of the client.
 *
 * @throws Problem `passholder-not-found` for who has no pass there
 */
export async function findCitizen(core: Core, caller: Caller): Promise<string> {
  const { cardSystemId, citizen, municipality } = caller;
  if (!citizen) throw passholderNotFound();
  const { id, nationalNumber } = citizen;
  const hashes = nationalNumber === null ? [] : nationalNumberHashes(core.keys, nationalNumber);
  const found = await callFunction<string | null>(core.pool, 'core.find_citizen', [
    cardSystemId,
    municipality.id,
    id,
    hashes,
  ]);
  if (found === null) throw passholderNotFound();
  return found;
}

/**
 * Sees to it that a pass holder who signed in asks about himself. A client that acts itself may ask
 * about others; its permission decides.
 *
 * @param ids one of which is to be the pass holder's own
 * @throws Problem `passholder-not-found` for any other, alike for nobody
 */
export async function assertSelf(
  core: Core,
  caller: Caller,
  ids: readonly string[],
): Promise<void> {
  if (!caller.citizen) return;
  if (!ids.includes(await findCitizen(core, caller))) throw passholderNotFound();
}
