import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { Clock, Period } from '../contract/period.ts';
import type { Installation } from '../municipalities/installation.ts';
import { addRole } from './add-role.ts';
import { isIssuable } from './decide-terms.ts';
import { roleNotIssuable } from './problems.ts';
import { readAttributes } from './read-attributes.ts';
import { lockHolder } from './read-holder.ts';
import { RoleEvent } from './role-event.entity.ts';
import type { RoleKind } from './role-kind.ts';

/** A role that a plugin's own command gives out, without a sale. */
export interface PluginIssuance {
  readonly kind: RoleKind;
  readonly passholderId: string;
  readonly attributes?: unknown;
  /** Taken over from an older system: its own period, and nothing to pay. */
  readonly takenOver?: Period | undefined;
  readonly clock: Clock;
  readonly installation: Installation;
  /** The organizer on whose behalf; null in jobs and imports. */
  readonly organizerId: string | null;
}

/**
 * Gives a role out for its own plugin: in an import, a job or a command of its own. Also to a
 * holder whose pass is blocked: roles stay with the holder, and count again on the next card.
 *
 * @param em of a transaction of the card system
 * @returns the id of the role
 * @throws Problem `role-not-issuable`, `passholder-not-found`, `invalid-data` (attributes),
 * `role-already-held`, `role-period-over`; AssertionError when the holder would have to pay
 */
export async function issueForPlugin(em: EntityManager, grant: PluginIssuance): Promise<string> {
  const { kind, passholderId, clock, installation, organizerId, takenOver } = grant;
  if (!isIssuable(kind)) throw roleNotIssuable();
  const { cardSystemId } = kind.municipality;
  const attributes = readAttributes(kind, grant.attributes);
  const holder = await lockHolder(em, { cardSystemId, passholderId, installation, clock });
  const eventId = randomUUID();
  const addition = { eventId, kind, holder, attributes, clock, installation, organizerId };
  await addRole(em, { ...addition, takenOver, from: clock.day, till: null });
  const event = await em.findOneOrFail(RoleEvent, { cardSystemId, id: eventId });
  return event.role.id;
}
