import { randomUUID } from 'node:crypto';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { Event } from '../events/event.entity.ts';
import { OutboxMessage } from '../jobs/outbox-message.entity.ts';
import { type ActiveMunicipality, organizerId, partyId } from '../municipalities/installation.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Party } from '../organizers/party.entity.ts';
import type { ListedActivity, ListedOrganizer } from './listed-names.ts';

/** What a list names and nobody here has yet, by how people call it. */
export interface NewNames {
  readonly organizers: readonly ListedOrganizer[];
  readonly activities: readonly ListedActivity[];
}

/** What has to be made before the rows of a list can be taken over. */
export function newNamesOf(activities: Iterable<ListedActivity>): NewNames {
  const all = [...new Set(activities)].filter(({ isNew }) => isNew);
  const organizers = new Map(
    all
      .map(({ organizer }) => organizer)
      .filter(({ isNew }) => isNew)
      .map((organizer) => [organizer.key, organizer]),
  );
  return { organizers: [...organizers.values()], activities: all };
}

/**
 * Makes the organizers and activities of a list, all or none. An organizer is made as one outside
 * the town, under the id that configuration would give it: once the town names that key in its
 * file, it is what the file says. An activity is always open, and earns a point.
 */
export async function createListed(
  core: Core,
  municipality: ActiveMunicipality,
  { organizers, activities }: NewNames,
): Promise<void> {
  const { cardSystemId, id, key } = municipality;
  const within = (other: string): [number, string] => [cardSystemId, other];
  await tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    for (const { key: named, name } of organizers) {
      const party = partyId(key, named);
      const of = { cardSystemId, municipality: within(id), key: named, name };
      em.create(Party, { ...of, id: party, kind: 'external' });
      em.create(Organizer, {
        ...of,
        id: organizerId(key, named),
        party: within(party),
        kind: 'association',
      });
    }
    for (const { id: eventId, title, organizer, regularPriceCents } of activities) {
      em.create(Event, {
        cardSystemId,
        id: eventId,
        organizer: within(organizerId(key, organizer.key)),
        place: null,
        title,
        regularPriceCents,
        calendar: { type: 'PERMANENT' },
      });
      const message = { kind: 'event.created' as const, subjectId: eventId };
      em.create(OutboxMessage, { cardSystemId, id: randomUUID(), ...message });
    }
  });
}
