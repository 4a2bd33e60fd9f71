import type { OrganizerKey } from '../contract/facts.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { organizerId } from '../municipalities/installation.ts';
import { permissionsAt } from './acting-organizer.ts';
import type { Caller } from './caller.ts';
import { clientNow, forgetGrants } from './client-grants.ts';
import { UITPAS_PERMISSIONS } from './permission.ts';
import { clientNotFound, forbidden } from './problems.ts';

/** What a client is to be permitted from now on, by the ids of organizers. */
export interface PermissionChange {
  readonly clientId: string;
  readonly wanted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly command: CommandKey;
}

/**
 * A client of the caller's municipality as it may act now, for the caller's own organizers only:
 * what it may for others is theirs to know.
 *
 * @throws Problem `client-not-found`, also for one of another town
 */
export async function clientOfTown(core: Core, caller: Caller, clientId: string): Promise<Caller> {
  const isOwn = Object.hasOwn(caller.municipality.config.clients, clientId);
  const client = isOwn ? await clientNow(core, clientId) : undefined;
  if (!client) throw clientNotFound();
  const organizers = client.organizers.filter((key) => caller.organizers.includes(key));
  return { ...client, organizers };
}

/**
 * Gives a client of the caller's municipality these permissions for the caller's own organizers,
 * and no other permissions of UiTPAS for them; what it may for other organizers stays. Nobody gives
 * more than he has: what the client held already may stay. Nobody takes away what he could not give
 * back, from another or from himself: that stays, whatever was asked.
 *
 * @throws Problem `client-not-found`; `forbidden` for an organizer or a permission that is not the
 * caller's
 */
export async function changePermissions(
  core: Core,
  caller: Caller,
  { clientId, wanted, command }: PermissionChange,
): Promise<void> {
  const client = await clientOfTown(core, caller, clientId);
  const { key: town } = caller.municipality;
  const own = new Map(caller.organizers.map((key) => [organizerId(town, key), key]));
  const grants = new Map<string, ReadonlySet<string>>();
  for (const key of client.organizers) {
    grants.set(organizerId(town, key), stayingWith(client, caller, key));
  }
  for (const [id, permissions] of wanted) {
    const key = own.get(id);
    if (key === undefined) {
      throw forbidden({ detail: `client ${caller.clientId} does not act for each organizer` });
    }
    const held = client.organizers.includes(key) ? permissionsAt(client, key) : new Set<string>();
    const missing = [...permissions].find(
      (one) => !held.has(one) && !permissionsAt(caller, key).has(one),
    );
    if (missing !== undefined) {
      throw forbidden({ detail: `client ${caller.clientId} lacks the permission ${missing}` });
    }
    grants.set(id, permissions.union(grants.get(id) ?? new Set()));
  }
  await callFunction(core.pool, 'core.change_client_grants', [
    caller.cardSystemId,
    clientId,
    JSON.stringify(
      [...grants].map(([id, permissions]) => ({ organizerId: id, permissions: [...permissions] })),
    ),
    new Date(core.now()).toISOString(),
    command.key,
    command.hash,
  ]);
  forgetGrants(core, caller.cardSystemId);
}

/** What a client holds of UiTPAS for an organizer and a caller cannot take from it. */
function stayingWith(client: Caller, caller: Caller, organizer: OrganizerKey): Set<string> {
  const held = permissionsAt(client, organizer);
  const isOwn = client.clientId === caller.clientId;
  const own = permissionsAt(caller, organizer);
  return new Set(UITPAS_PERMISSIONS.filter((one) => held.has(one) && (isOwn || !own.has(one))));
}
