import { permissionsAt } from '../access/acting-organizer.ts';
import type { Caller } from '../access/caller.ts';
import { clientNow } from '../access/client-grants.ts';
import { ADMIN_PERMISSIONS } from '../access/permission.ts';
import { forbidden } from '../access/problems.ts';
import type { Core } from '../core.ts';
import { organizerId } from '../municipalities/installation.ts';

const ofAdmins = new Set<string>(ADMIN_PERMISSIONS);

/**
 * Sees to it that nobody gives more than he has by making somebody an admin, himself perhaps: who
 * signs in may for the organizer what the client may by which he does, so the caller must hold all
 * of that itself. What being an admin gives goes with the right to make one.
 *
 * @param id of an organizer that the caller acts for
 * @throws Problem `forbidden`
 */
export async function assertMayAddAdmin(core: Core, caller: Caller, id: string): Promise<void> {
  const { clientId, municipality, organizers } = caller;
  const key = organizers.find((one) => organizerId(municipality.key, one) === id);
  if (key === undefined) throw forbidden();
  const held = permissionsAt(caller, key);
  for (const [name, { users }] of Object.entries(municipality.config.clients)) {
    const client = users === 'admins' ? await clientNow(core, name) : undefined;
    if (!client?.organizers.includes(key)) continue;
    const given = permissionsAt(client, key);
    const missing = [...given].find((one) => !held.has(one) && !ofAdmins.has(one));
    if (missing !== undefined) {
      const detail = `client ${clientId} lacks the permission ${missing}, which ${name} would give`;
      throw forbidden({ detail });
    }
  }
}
