import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { Look } from './look.entity.ts';

/** That somebody opened a person or a status, as that person may know it. */
export interface ListedLook {
  /** ISO 8601. */
  readonly lookedAt: string;
  readonly clientId: string;
  /** What configuration calls the client; null for a plugin, and for a client that is gone. */
  readonly clientName: string | null;
  /** For whom it looked; null for a list that was taken over, and other work of the town. */
  readonly organizer: { readonly id: string; readonly name: string } | null;
  readonly subject: 'person' | 'billing-fact';
  readonly reason: string | null;
}

/**
 * Who looked at a holder, the last first, as far back as looks are kept one by one: for the
 * holder's own question.
 *
 * @throws Problem `passholder-not-found`, also for a holder whom the municipality neither
 * registered nor houses
 */
export async function listLooks(
  core: Core,
  caller: Caller,
  asked: { readonly passholderId: string; readonly start: number; readonly limit: number },
): Promise<{ totalItems: number; member: ListedLook[] }> {
  const { cardSystemId, municipality } = caller;
  const em = tenantManager(core.orm, cardSystemId);
  const own: [number, string] = [cardSystemId, municipality.id];
  const holder = await em.findOne(Passholder, {
    cardSystemId,
    id: asked.passholderId,
    person: { $ne: null },
    $or: [{ municipality: own }, { residence: own }],
  });
  if (!holder) throw passholderNotFound();
  const [looks, totalItems] = await em.findAndCount(
    Look,
    { cardSystemId, passholder: [cardSystemId, holder.id] },
    {
      populate: ['organizer'],
      orderBy: { lookedAt: -1, id: 1 },
      offset: asked.start,
      limit: asked.limit,
    },
  );
  const names = clientNames(caller);
  const member = looks.map(({ clientId, lookedAt, organizer, subject, reason }) => ({
    lookedAt: lookedAt.toISOString(),
    clientId,
    clientName: names.get(clientId) ?? null,
    organizer: organizer ? { id: organizer.id, name: organizer.name } : null,
    subject,
    reason: reason ?? null,
  }));
  return { totalItems, member };
}

function clientNames({ installation, cardSystemId }: Caller): Map<string, string> {
  const clients = installation
    .ofCardSystem(cardSystemId)
    .flatMap(({ config }) => Object.entries(config.clients));
  return new Map(clients.map(([id, { name = id }]) => [id, name]));
}
