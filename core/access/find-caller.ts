import type { Core } from '../core.ts';
import type { OrganizerKey } from '../contract/facts.ts';
import { callForJson } from '../database/call-function.ts';
import { organizerId } from '../municipalities/installation.ts';
import { emailKey } from '../persons/email-key.ts';
import { permissionsAt } from './acting-organizer.ts';
import type { Caller, SignedInUser } from './caller.ts';
import { ADMIN_PERMISSIONS } from './permission.ts';
import { forbidden } from './problems.ts';

/** Of which organizers a user is an admin, as `core.admin_organizers` answers it. */
interface Administration {
  readonly organizerId: string;
  readonly type: 'MEMBER' | 'ADMIN';
}

/**
 * The user who signed in by a client, as a caller: an admin for the organizers that have one in
 * this user, a pass holder for nobody but himself. A client by which nobody signs in acts itself.
 *
 * An admin is looked up at each request: who is removed may not any more, at once.
 *
 * @throws Problem `forbidden` for a client of users without one, and for a user who is no admin
 */
export async function asUser(
  core: Core,
  client: Caller,
  user: SignedInUser | null,
): Promise<Caller> {
  const { users } = client.municipality.config.clients[client.clientId] ?? {};
  if (users === undefined) return client;
  if (user === null) throw forbidden({ detail: `client ${client.clientId} is for who signs in` });
  return users === 'citizens' ? { ...client, citizen: user } : asAdmin(core, client, user);
}

async function asAdmin(core: Core, client: Caller, user: SignedInUser): Promise<Caller> {
  const found = await callForJson<readonly Administration[]>(core.pool, 'core.admin_organizers', [
    client.cardSystemId,
    user.id,
    user.email === null ? null : emailKey(user.email),
  ]);
  const types = new Map(found.map((one) => [one.organizerId, one.type]));
  const permissionsFor = new Map<OrganizerKey, ReadonlySet<string>>();
  for (const key of client.organizers) {
    const type = types.get(organizerId(client.municipality.key, key));
    if (type !== undefined) permissionsFor.set(key, permissionsOf(client, key, type));
  }
  const [[organizer, permissions] = []] = permissionsFor;
  if (organizer === undefined || permissions === undefined) {
    throw forbidden({ detail: 'the user is no admin of an organizer of this client' });
  }
  const organizers = [...permissionsFor.keys()];
  return { ...client, admin: user, organizer, organizers, permissions, permissionsFor };
}

function permissionsOf(
  client: Caller,
  organizer: OrganizerKey,
  type: Administration['type'],
): ReadonlySet<string> {
  const permissions = new Set(permissionsAt(client, organizer));
  const [read, write] = ADMIN_PERMISSIONS;
  permissions.add(read);
  if (type === 'ADMIN') permissions.add(write);
  else permissions.delete(write);
  return permissions;
}
