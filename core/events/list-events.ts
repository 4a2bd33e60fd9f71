import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import { Event } from './event.entity.ts';
import { type KnownEvent, knownEventOf } from './known-events.ts';
import { eventNotFound } from './problems.ts';

/** A page of the events of a card system, by title. */
export async function listEvents(
  core: Core,
  caller: Caller,
  page: { organizerId: string | null; start: number; limit: number },
): Promise<{ totalItems: number; member: KnownEvent[] }> {
  const { cardSystemId } = caller;
  const [events, totalItems] = await tenantManager(core.orm, cardSystemId).findAndCount(
    Event,
    {
      cardSystemId,
      ...(page.organizerId === null ? {} : { organizer: { id: page.organizerId } }),
    },
    { orderBy: [{ title: 'asc' }, { id: 'asc' }], offset: page.start, limit: page.limit },
  );
  return { totalItems, member: events.map(knownEventOf) };
}

/**
 * One event.
 *
 * @throws Problem `event-not-found`
 */
export async function getEvent(core: Core, caller: Caller, id: string): Promise<KnownEvent> {
  const { cardSystemId } = caller;
  const found = await tenantManager(core.orm, cardSystemId).findOne(Event, { cardSystemId, id });
  if (!found) throw eventNotFound();
  return knownEventOf(found);
}
