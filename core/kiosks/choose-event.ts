import { judgeMoment } from '../events/event-hours.ts';
import type { KnownEvent } from '../events/known-events.ts';

/** Where and when a kiosk looks for its event. */
export interface KioskMoment {
  /** The ids of the places where it stands; none when it stands anywhere. */
  readonly placeIds: readonly string[];
  readonly epochMs: number;
}

/** The most precise first: what is only today is meant rather than what is always there. */
const CALENDARS: readonly KnownEvent['calendar']['type'][] = ['DATES', 'PERIODIC', 'PERMANENT'];

/** Whether points can be saved at an event at a moment. */
export function isOpen({ calendar, marginMinutes }: KnownEvent, epochMs: number): boolean {
  return judgeMoment(calendar, { epochMs, marginMinutes }) === 'open';
}

/**
 * The event that a kiosk finds by itself: open at the moment, and at a place where the kiosk
 * stands, else one that is at no place in particular. Of several the one with the most precise
 * calendar, then by title and id, so that every process finds the same.
 *
 * @returns undefined when none is open there
 */
export function chooseEvent(
  events: readonly KnownEvent[],
  { placeIds, epochMs }: KioskMoment,
): KnownEvent | undefined {
  const rank = (event: KnownEvent): string => {
    const isHere = event.placeId !== null && placeIds.includes(event.placeId);
    const calendar = CALENDARS.indexOf(event.calendar.type);
    return [isHere ? 0 : 1, calendar, event.title, event.id].join('\0');
  };
  const [best] = events
    .filter((event) => event.earnsPoints && isOpen(event, epochMs))
    .filter(
      ({ placeId }) => placeId === null || placeIds.length === 0 || placeIds.includes(placeId),
    )
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return best;
}
