import { randomUUID } from 'node:crypto';
import type { AllowanceCount } from '../contract/facts.ts';
import type { RoleOfHolder, Host, UseOfRole } from '../contract/host.ts';
import { addToDay, clockAt, type Day, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { organizerId } from '../municipalities/installation.ts';
import { Allowance } from '../roles/allowance.entity.ts';
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

    readAllowances: (roleIds) =>
      transaction.within((em) => readAllowances(em, { context, roleIds })),

    amend: (roleId, change) =>
      transaction.within(async (em) => {
        const clock = clockAt(core.now());
        await amendRole(em, await open(em, roleId), { ...change, organizerId: actingId, clock });
      }),

    uses: (role, period) => transaction.within((em) => listUses(em, { context, role, ...period })),

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

/** By the index of the uses of one allowance: roles, then their allowances, then those uses. */
async function listUses(
  em: EntityManager,
  asked: { context: HostContext; role: string; from: Day; until: Day },
): Promise<UseOfRole[]> {
  const { municipality, plugin } = asked.context;
  const { cardSystemId, id } = municipality;
  const since = new Date(startOfDay(asked.from)).toISOString();
  const before = new Date(startOfDay(addToDay(asked.until, { days: 1 }))).toISOString();
  const rows = await em.execute<(Omit<UseOfRole, 'day'> & { happenedAt: Date })[]>(
    `select r.id as "roleId", r.passholder_id as "passholderId", a.key as allowance, u.amount,
            u.happened_at as "happenedAt"
       from core.role r
       join core.allowance a on a.card_system_id = r.card_system_id and a.role_id = r.id
       join core.allowance_use u on u.card_system_id = a.card_system_id and u.allowance_id = a.id
      where r.card_system_id = ? and r.municipality_id = ? and r.plugin = ? and r.name = ?
        and u.happened_at >= ? and u.happened_at < ?
      order by u.happened_at, u.id`,
    [cardSystemId, id, plugin.name, asked.role, since, before],
  );
  return rows.map(({ happenedAt, ...use }) => {
    return { ...use, day: clockAt(new Date(happenedAt).getTime()).day };
  });
}

/** Of its own roles only: an id of another plugin's is one that nobody has. */
async function readAllowances(
  em: EntityManager,
  asked: { context: HostContext; roleIds: readonly string[] },
): Promise<Map<string, Record<string, AllowanceCount>>> {
  const { municipality, plugin } = asked.context;
  const { cardSystemId, id } = municipality;
  const own = { municipality: [cardSystemId, id] as [number, string], plugin: plugin.name };
  const counts = new Map<string, Record<string, AllowanceCount>>();
  for (let at = 0; at < asked.roleIds.length; at += PAGE) {
    const page = asked.roleIds.slice(at, at + PAGE);
    const found = await em.find(
      Allowance,
      { cardSystemId, period: 'ROLE', role: { cardSystemId, id: { $in: page }, ...own } },
      { disableIdentityMap: true },
    );
    for (const { granted, key, lapsed, role, used, validUntil = null } of found) {
      const remaining = granted - used - lapsed;
      const others = counts.get(role.id);
      counts.set(role.id, { ...others, [key]: { granted, used, remaining, validUntil } });
    }
  }
  return counts;
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
