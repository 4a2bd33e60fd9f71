import type { Caller } from '../access/caller.ts';
import { unauthorized } from '../access/problems.ts';
import type { ReadCustomToken } from '../access/custom-token.ts';
import { mayActFor } from '../access/may-act-for.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { urlNotFound } from '../http/problems.ts';
import { OrderRegistration } from './order-registration.entity.ts';
import type { StoredOrder } from './order-shape.ts';
import { readOrderToken } from './order-token.ts';
import { PassOrder } from './pass-order.entity.ts';
import { openTold, type ToldRegistration } from './told-registration.ts';

/** An order with all that was told in it. */
export interface OpenedOrder extends StoredOrder {
  readonly registrations: readonly (ToldRegistration & { readonly id: string })[];
}

const orders = new WeakMap<Caller, string>();

/** Whoever placed an order, by its token: nobody's client, who sees that order alone. */
export const readOrderHolder: ReadCustomToken = async (core, token) => {
  const target = readOrderToken(core.keys, token, core.now());
  const installation = core.installation();
  const [municipality] = installation.ofCardSystem(target?.cardSystemId ?? 0);
  const [organizer] = Object.keys(municipality?.config.organizers ?? {});
  if (!target || !municipality || organizer === undefined) {
    throw unauthorized({ detail: 'this x-custom-token is over, or none of ours' });
  }
  const caller: Caller = {
    clientId: 'order',
    cardSystemId: target.cardSystemId,
    installation,
    municipality,
    organizer,
    organizers: [],
    permissions: new Set(),
    resolvesDiscreetAliases: false,
  };
  orders.set(caller, target.id);
  return caller;
};

/**
 * Reads an order that a caller may see: of an organizer that it acts for, or its own by a token.
 *
 * @throws Problem `not-found` for any other order, alike for one that is not there
 */
export async function readOrder(core: Core, caller: Caller, id: string): Promise<OpenedOrder> {
  const { cardSystemId, installation } = caller;
  const em = tenantManager(core.orm, cardSystemId);
  const order = await em.findOne(PassOrder, { cardSystemId, id });
  const named = order && installation.organizer(order.organizer.id);
  const own = orders.get(caller);
  const maySee = own === undefined ? order && mayActFor(caller, order.organizer.id) : own === id;
  if (!order || !named || !maySee) throw urlNotFound();
  const found = await em.find(
    OrderRegistration,
    { cardSystemId, order: [cardSystemId, id] },
    { orderBy: { place: 1 } },
  );
  // The person that the main one has become was erased since.
  if (found[0]?.place !== 0) throw urlNotFound();
  const { status, totalCents, requestedAt } = order;
  return {
    id,
    cardSystemId,
    status,
    totalCents,
    requestedAt,
    municipality: named.municipality,
    organizer: named.key,
    registrations: found.map((one) => ({
      id: one.id,
      ...openTold(core.keys, one.id, Buffer.from(one.toldSealed)),
    })),
  };
}
