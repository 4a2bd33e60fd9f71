import { randomUUID } from 'node:crypto';
import type { RoleOfHolder, Host } from '../contract/host.ts';
import { clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { organizerId } from '../municipalities/installation.ts';
import { amendRole } from '../roles/amend-role.ts';
import { closeRole } from '../roles/end-role.ts';
import { issueForPlugin } from '../roles/issue-for-plugin.ts';
import { lockRole } from '../roles/lock-role.ts';
import { roleNotFound, roleNotIssuable, roleUnknown } from '../roles/problems.ts';
import { findRoleKind, type RoleKind } from '../roles/role-kind.ts';
import { Role } from '../roles/role.entity.ts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { HostContext } from './host-context.ts';
import type { HostTransaction } from './host-transaction.ts';

/** Roles that are read at once. */
const PAGE = 1000;

/** Core's use cases for the roles of one plugin in one municipality. */
export function hostRoles(
  core: Core,
  context: HostContext,
  transaction: HostTransaction,
): Host['roles'] {
  const { installation, municipality, plugin, organizer } = context;
  const { cardSystemId } = municipality;
  const actingId = organizer === null ? null : organizerId(municipality.key, organizer);
  const admit = (kind: RoleKind): void => {
    const isOwn = kind.plugin.definition.name === plugin.name;
    if (!isOwn || kind.municipality.key !== municipality.key) throw roleNotFound();
  };
  const open = (em: EntityManager, roleId: string) => {
    const clock = clockAt(core.now());
    return lockRole(em, { cardSystemId, roleId, installation, clock, admit });
  };
  return {
    // Only read: there is nothing of it to undo apart.
    async list(role, options) {
      await transaction.begin();
      const asked = { context, role, ended: false, ...options, now: core.now() };
      return listHeld(transaction.em, asked);
    },

    issue: ({ passholderId, role, attributes, takenOver }) =>
      transaction.within(async (em) => {
        const kind = findRoleKind(municipality, { plugin: plugin.name, role });
        if (!kind) throw roleUnknown({ detail: `${plugin.name} has no role ${role}` });
        const clock = clockAt(core.now());
        const grant = { kind, passholderId, attributes, takenOver, clock, installation };
        const id = await issueForPlugin(em, { ...grant, organizerId: actingId });
        return heldRole(await em.findOneOrFail(Role, { cardSystemId, id }));
      }),

    amend: (roleId, change) =>
      transaction.within(async (em) => {
        const clock = clockAt(core.now());
        await amendRole(em, await open(em, roleId), { ...change, organizerId: actingId, clock });
      }),

    end: (roleId, { lastDay, reason }) =>
      transaction.within(async (em) => {
        const { role } = await open(em, roleId);
        if (role.isDerived) throw roleNotIssuable();
        const eventId = randomUUID();
        const clock = clockAt(core.now());
        await closeRole(em, role, { eventId, lastDay, reason, organizerId: actingId, clock });
      }),
  };
}

/** All of them, page by page: an import compares its list with everybody who has the role. */
async function listHeld(
  em: EntityManager,
  asked: {
    context: HostContext;
    role: string;
    ended: boolean;
    passholderId?: string;
    now: number;
  },
): Promise<RoleOfHolder[]> {
  const { municipality, plugin } = asked.context;
  const { cardSystemId, id } = municipality;
  const { day } = clockAt(asked.now);
  const lasting = { $or: [{ endedAt: null }, { validUntil: null }, { validUntil: { $gte: day } }] };
  const ofTown: [number, string] = [cardSystemId, id];
  const { passholderId, role: name } = asked;
  const ofHolder = passholderId === undefined ? {} : { passholder: [cardSystemId, passholderId] };
  const ofKind = { cardSystemId, municipality: ofTown, plugin: plugin.name, name, ...ofHolder };
  const held: RoleOfHolder[] = [];
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const page = await em.find(
      Role,
      { ...ofKind, id: { $gt: after }, ...(asked.ended ? {} : lasting) },
      { orderBy: { id: 'asc' }, limit: PAGE, disableIdentityMap: true },
    );
    held.push(...page.map(heldRole));
    const last = page.at(-1);
    if (!last || page.length < PAGE) return held;
    after = last.id;
  }
}

function heldRole(role: {
  readonly id: string;
  readonly passholder: { readonly id: string };
  readonly name: string;
  readonly validFrom: string;
  readonly validUntil?: string | null | undefined;
  readonly attributes: unknown;
}): RoleOfHolder {
  return {
    id: role.id,
    passholderId: role.passholder.id,
    role: role.name,
    period: { from: role.validFrom, until: role.validUntil ?? null },
    attributes: role.attributes,
  };
}
