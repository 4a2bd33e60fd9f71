import type { OrganizerKey } from '../contract/facts.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { organizerId } from '../municipalities/installation.ts';
import { permissionsAt } from './acting-organizer.ts';
import type { Caller } from './caller.ts';
import { clientNow, forgetGrants } from './client-grants.ts';
import { configuredPermissions } from './clients.ts';
import { UITPAS_PERMISSIONS, withContained } from './permission.ts';
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
  }
  const changes = [...own]
    .filter(([id, key]) => wanted.has(id) || client.organizers.includes(key))
    .map(([id, key]) => {
      return grantChange(client, caller, { id, key, wanted: wanted.get(id) ?? new Set() });
    });
  await callFunction(core.pool, 'core.change_client_grants', [
    caller.cardSystemId,
    clientId,
    JSON.stringify(changes),
    new Date(core.now()).toISOString(),
    command.key,
    command.hash,
  ]);
  forgetGrants(core, caller.cardSystemId);
}

/** How a grant becomes another, whatever it has become meanwhile. */
interface GrantChange {
  readonly organizerId: string;
  /** What holds as long as nothing was granted over the API. */
  readonly configured: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What a caller may give he gives or takes; the rest is not touched, held or not. */
function grantChange(
  { clientId, municipality }: Caller,
  caller: Caller,
  { id, key, wanted }: { id: string; key: OrganizerKey; wanted: ReadonlySet<string> },
): GrantChange {
  const isNamed = municipality.config.clients[clientId]?.organizers.includes(key);
  const configured = isNamed ? withContained(configuredPermissions(municipality, clientId)) : null;
  const given = UITPAS_PERMISSIONS.filter((one) => permissionsAt(caller, key).has(one));
  return {
    organizerId: id,
    configured: UITPAS_PERMISSIONS.filter((one) => configured?.has(one)),
    add: given.filter((one) => wanted.has(one)),
    remove: clientId === caller.clientId ? [] : given.filter((one) => !wanted.has(one)),
  };
}
