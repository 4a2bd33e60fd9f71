import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import type { CalendarPeriod } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { tenantManager } from '../database/orm.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { OutboxMessage } from '../jobs/outbox-message.entity.ts';
import type { Calendar } from './calendar.ts';
import { Event } from './event.entity.ts';
import { type KnownEvent, knownEventOf } from './known-events.ts';

/** What an organizer tells of a new event. */
export interface NewEvent {
  readonly title: string;
  readonly regularPriceCents: number;
  readonly placeId: string | null;
  readonly calendar: Calendar;
  /** False for what is no leisure: a meal in the social restaurant earns nothing. */
  readonly earnsPoints: boolean;
  readonly points: number;
  /** At most so many check-ins of one holder per calendar period. */
  readonly limit: { readonly volume: number; readonly period: CalendarPeriod } | null;
  readonly marginMinutes: number;
}

/**
 * Adds an event of the acting organizer; the same command makes one event.
 */
export async function createEvent(
  core: Core,
  caller: Caller,
  { event, command }: { event: NewEvent; command: CommandKey },
): Promise<KnownEvent> {
  const { cardSystemId } = caller;
  return tenantManager(core.orm, cardSystemId).transactional(async (em) => {
    const id = randomUUID();
    const [{ earlier } = { earlier: null }] = await em.execute<{ earlier: string | null }[]>(
      'select core.begin_command(?, ?, ?, ?, ?) as earlier',
      [cardSystemId, command.key, command.hash, 'event', id],
    );
    if (earlier) return knownEventOf(await em.findOneOrFail(Event, { cardSystemId, id: earlier }));

    const { limit, placeId, ...rest } = event;
    const created = em.create(Event, {
      ...rest,
      cardSystemId,
      id,
      organizer: [cardSystemId, actingOrganizerId(caller)],
      place: placeId === null ? null : [cardSystemId, placeId],
      limitVolume: limit?.volume ?? null,
      limitPeriod: limit?.period ?? null,
    });
    em.create(OutboxMessage, {
      cardSystemId,
      id: randomUUID(),
      kind: 'event.created',
      subjectId: id,
    });
    await em.flush();
    return knownEventOf(created);
  });
}
