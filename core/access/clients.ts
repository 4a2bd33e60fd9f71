import assert from 'node:assert/strict';
import type { ActiveMunicipality, Installation } from '../municipalities/installation.ts';
import type { Caller } from './caller.ts';
import { ADMIN_PERMISSIONS, withContained } from './permission.ts';

const clientsByInstallation = new WeakMap<Installation, ReadonlyMap<string, Caller>>();

/**
 * Every client of an installation as the caller that it is by default, by its id. Made once per
 * installation: permission sets are expanded here and never on a request.
 *
 * @throws AssertionError when two municipalities have a client with one id, or a set is unknown
 */
export function clientsOf(installation: Installation): ReadonlyMap<string, Caller> {
  const known = clientsByInstallation.get(installation);
  if (known) return known;

  const clients = new Map<string, Caller>();
  for (const municipality of installation.municipalities) {
    for (const clientId of Object.keys(municipality.config.clients)) {
      assert.ok(!clients.has(clientId), `two municipalities have a client ${clientId}`);
      clients.set(clientId, callerOf(clientId, municipality, installation));
    }
  }
  clientsByInstallation.set(installation, clients);
  return clients;
}

function callerOf(
  clientId: string,
  municipality: ActiveMunicipality,
  installation: Installation,
): Caller {
  const client = municipality.config.clients[clientId];
  const organizer = client?.organizers[0];
  assert.ok(client && organizer !== undefined, `client ${clientId} acts for no organizer`);
  return Object.freeze({
    clientId,
    cardSystemId: municipality.cardSystemId,
    installation,
    municipality,
    organizer,
    organizers: client.organizers,
    permissions: withContained(configuredPermissions(municipality, clientId)),
    resolvesDiscreetAliases: client.discreetAliases,
  });
}

/**
 * What the configuration gives a client, without what that contains.
 *
 * @throws AssertionError when a set is unknown, or the client
 */
export function configuredPermissions(
  { config }: ActiveMunicipality,
  clientId: string,
): readonly string[] {
  const client = config.clients[clientId];
  assert.ok(client, `there is a client ${clientId}`);
  const ofSets = client.permissionSets.flatMap((name) => {
    const permissions = config.permissionSets[name];
    assert.ok(permissions, `client ${clientId} names an unknown permission set ${name}`);
    return permissions;
  });
  const ofUsers = client.users === 'admins' ? ADMIN_PERMISSIONS : [];
  return [...client.permissions, ...ofSets, ...ofUsers];
}
