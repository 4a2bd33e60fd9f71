import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { Passholder } from './passholder.entity.ts';

/**
 * Sees to it that a pass holder is one of the caller's municipality: who lives there or was
 * registered there.
 *
 * @throws Problem `passholder-not-found` for any other, for who was erased, and for nobody
 */
export async function assertPassholder(core: Core, caller: Caller, id: string): Promise<void> {
  const { cardSystemId, municipality } = caller;
  const here = { id: municipality.id };
  const found = await tenantManager(core.orm, cardSystemId).count(Passholder, {
    cardSystemId,
    id,
    person: { $ne: null },
    $or: [{ municipality: here }, { residence: here }],
  });
  if (found === 0) throw passholderNotFound();
}
