import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { assertOwns } from './may-sell.ts';
import { roleNotFound } from './problems.ts';
import { readRoleEvents } from './read-role-events.ts';
import type { RoleEventFact } from './role-history.ts';
import { findRoleKind } from './role-kind.ts';
import { Role } from './role.entity.ts';

/**
 * Lists what happened to a role, for the organizer that decides about it.
 *
 * @throws Problem `role-not-found`, `role-of-another-organizer`
 */
export async function listRoleHistory(
  core: Core,
  caller: Caller,
  roleId: string,
): Promise<RoleEventFact[]> {
  const { cardSystemId, installation } = caller;
  const em = tenantManager(core.orm, cardSystemId);
  const role = await em.findOne(Role, { cardSystemId, id: roleId });
  if (!role) throw roleNotFound();
  const municipality = installation.byId(role.municipality.id);
  const kind = findRoleKind(municipality, { plugin: role.plugin, role: role.name });
  if (!kind) throw roleNotFound();
  assertOwns(caller, kind);
  return readRoleEvents(em, cardSystemId, roleId);
}
