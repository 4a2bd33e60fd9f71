import type { EntityManager } from '@mikro-orm/postgresql';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Offer } from '../contract/host.ts';
import type { HostContext } from '../plugins/host-context.ts';

/** As long as a name for what is offered may be. */
const MAX_ABOUT = 200;

/**
 * Offers something of a plugin to a pass holder. While it stands, the same again is the same offer.
 *
 * @param em of a transaction of the card system
 * @throws AssertionError when it stands for another holder, is over already, or nobody would hear
 * that it lapsed
 */
export async function makeOffer(
  em: EntityManager,
  { passholderId, about, until }: Omit<Offer, 'id'>,
  { context, now }: { context: HostContext; now: number },
): Promise<Offer> {
  const { municipality, plugin } = context;
  assert(plugin.offers, `${plugin.name} does not say what becomes of an offer that lapses`);
  assert(about !== '' && about.length <= MAX_ABOUT, `an offer cannot be about "${about}"`);
  assert(until >= now, 'an offer can be accepted for some time');
  const asked = {
    id: randomUUID(),
    passholderId,
    about,
    until: new Date(until).toISOString(),
    moment: new Date(now).toISOString(),
  };
  const [row] = await em.execute<{ offer_id: string; ends_at: string | Date }[]>(
    'select * from core.make_offer(?, ?, ?, ?::jsonb)',
    [municipality.cardSystemId, municipality.id, plugin.name, JSON.stringify(asked)],
  );
  assert(row, `${about} is offered to somebody else`);
  return { id: row.offer_id, passholderId, about, until: new Date(row.ends_at).getTime() };
}
