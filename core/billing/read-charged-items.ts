import type { EntityManager } from '@mikro-orm/postgresql';
import assert from 'node:assert/strict';
import type { ChargeOrder } from '../contract/charge-order.ts';
import type { Charge } from '../contract/money.ts';
import { clockAt, startOfDay } from '../contract/period.ts';
import type { HostContext } from '../plugins/host-context.ts';
import { roleNotFound } from '../roles/problems.ts';
import { describeHolder, type RoleHolder } from '../roles/read-holder.ts';
import { findRoleKind, type RoleKind } from '../roles/role-kind.ts';
import { Role } from '../roles/role.entity.ts';

/** One item of a settlement for which something is owed. */
export interface ChargedItem {
  readonly roleId: string;
  readonly kind: RoleKind;
  /** As on the service date. */
  readonly holder: RoleHolder;
  readonly charge: Charge;
}

/**
 * Asks a plugin what is owed for each item of a settlement; those for which nothing is are left
 * out.
 *
 * @param em of a transaction of the card system
 * @throws Problem `role-not-found` for a role that is not the plugin's own in this municipality,
 * `passholder-not-found` for an erased person; AssertionError for roles of several kinds
 */
export async function readChargedItems(
  em: EntityManager,
  order: ChargeOrder,
  context: HostContext,
): Promise<ChargedItem[]> {
  const items: ChargedItem[] = [];
  for (const item of order.items) {
    const charged = await readItem(em, item, { order, context });
    if (charged) items.push(charged);
  }
  const kinds = new Set(items.map(({ kind }) => kind.name));
  assert(kinds.size <= 1, 'what is settled at once is of one kind of role');
  return items;
}

async function readItem(
  em: EntityManager,
  { roleId, data }: ChargeOrder['items'][number],
  { order, context }: { order: ChargeOrder; context: HostContext },
): Promise<ChargedItem | null> {
  const { installation, municipality, plugin } = context;
  const { cardSystemId } = municipality;
  const { serviceDate } = order;
  const settled = plugin.billing?.settled;
  assert(settled, `${plugin.name} has no billing.settled`);
  const role = await em.findOne(Role, { cardSystemId, id: roleId }, { disableIdentityMap: true });
  const isOwn = role?.plugin === plugin.name && role.municipality.id === municipality.id;
  const kind = isOwn ? findRoleKind(municipality, { plugin: plugin.name, role: role.name }) : null;
  if (!role || !kind) throw roleNotFound();

  const passholderId = role.passholder.id;
  const [row] = await em.execute<{ card: string | null }[]>(
    'select core.read_holder(?, ?, ?) as card',
    [cardSystemId, passholderId, serviceDate],
  );
  const clock = clockAt(startOfDay(serviceDate));
  const question = { cardSystemId, passholderId, installation, clock };
  const holder = describeHolder(row?.card ?? null, question);
  const charge = settled({
    config: kind.plugin.config as never,
    holder: holder.holder,
    role: {
      name: role.name,
      attributes: role.attributes as never,
      period: { from: role.validFrom, until: role.validUntil ?? null },
    },
    serviceDate,
    data: data as never,
  });
  return charge && { roleId, kind, holder, charge };
}
