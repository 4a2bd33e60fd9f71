import type { Caller } from '../access/caller.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { readEvent } from '../events/known-events.ts';
import { eventNotFound } from '../events/problems.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { organizerId } from '../municipalities/installation.ts';
import { eventNotAcceptable } from './problems.ts';

/** Which event a kiosk saves points at from now on; null for the one that it finds itself. */
export interface KioskEventCommand {
  readonly kioskId: string;
  readonly eventId: string | null;
  readonly command: CommandKey;
}

/**
 * Tells a kiosk its event, from the device itself or from its organizer.
 *
 * @returns whether it had one before
 * @throws Problem `event-not-found`; `event-not-acceptable` for an event of an organizer that the
 * kiosk does not stand at, and for one that earns no points
 */
export async function setKioskEvent(
  core: Core,
  { cardSystemId, installation }: Caller,
  { kioskId, eventId, command }: KioskEventCommand,
): Promise<boolean> {
  if (eventId !== null) {
    const event = await readEvent(core, { cardSystemId, id: eventId, isStale: true });
    if (!event) throw eventNotFound();
    const named = installation.kiosk(kioskId);
    const { organizers = [] } = named?.municipality.config.kiosks[named.key] ?? {};
    const ids = organizers.map((key) => organizerId(named?.municipality.key ?? '', key));
    if (!ids.includes(event.organizerId) || !event.earnsPoints) throw eventNotAcceptable();
  }
  return callFunction<boolean>(core.pool, 'core.set_kiosk_event', [
    cardSystemId,
    kioskId,
    eventId,
    command.key,
    command.hash,
  ]);
}
