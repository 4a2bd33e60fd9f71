import type { Caller } from '../access/caller.ts';
import { addToDay, clockAt } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { callForJson } from '../database/call-function.ts';
import { type KnownEvent, readEvent } from '../events/known-events.ts';
import { organizerId, placeId } from '../municipalities/installation.ts';
import { chooseEvent, isOpen } from './choose-event.ts';
import { type ActingKiosk, kioskOf } from './kiosk-caller.ts';

/**
 * The event that a kiosk saves points at now (UiTPAS API 4.0): the one that it was told, while that
 * is open, and else the one that suits its organizers and places best.
 *
 * @returns undefined when nothing is open there
 */
export async function currentEvent(core: Core, caller: Caller): Promise<KnownEvent | undefined> {
  const kiosk = kioskOf(caller);
  const epochMs = core.now();
  const fixed = await configuredEvent(core, caller, kiosk);
  if (fixed && isOpen(fixed, epochMs)) return fixed;

  const { day } = clockAt(epochMs);
  const town = caller.municipality.key;
  // An event of yesterday or tomorrow can be open by its margin, of a day at most.
  const around = { first: addToDay(day, { days: -2 }), last: addToDay(day, { days: 2 }) };
  const events = await callForJson<KnownEvent[]>(core.pool, 'core.events_between', [
    caller.cardSystemId,
    caller.organizers.map((key) => organizerId(town, key)),
    around.first,
    around.last,
  ]);
  const placeIds = kiosk.settings.places.map((key) => placeId(town, key));
  return chooseEvent(events, { placeIds, epochMs });
}

/**
 * The event that a kiosk was told to save points at; undefined when it was told none.
 */
export async function configuredEvent(
  core: Core,
  { cardSystemId }: Pick<Caller, 'cardSystemId'>,
  { fixedEventId }: Pick<ActingKiosk, 'fixedEventId'>,
): Promise<KnownEvent | undefined> {
  if (fixedEventId === null) return undefined;
  return readEvent(core, { cardSystemId, id: fixedEventId, isStale: true });
}
