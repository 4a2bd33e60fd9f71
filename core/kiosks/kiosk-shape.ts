import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { makeCheckInCode } from '../check-in-codes/check-in-code.ts';
import type { Core } from '../core.ts';
import type { KnownEvent } from '../events/known-events.ts';
import {
  CardSystemShape,
  showCardSystem,
  townsOfCardSystem,
} from '../municipalities/card-system-shape.ts';
import { placeId } from '../municipalities/installation.ts';
import { OrganizerSchema, showOrganizer } from '../organizers/organizer-shape.ts';
import type { ActingKiosk } from './kiosk-caller.ts';

/** A kiosk, as UiTPAS shows it. */
export const KioskShape = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  organizers: Type.Array(OrganizerSchema),
  locations: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), name: Type.String() })),
  deviceId: Type.String(),
  cardSystem: CardSystemShape,
  releaseTrack: Type.String({ enum: ['beta', 'stable'] }),
});

/** A kiosk as it is shown. */
export type ShownKiosk = Static<typeof KioskShape>;

/** Shows a kiosk of the caller's municipality. */
export function showKiosk(
  { cardSystemId, installation, municipality }: Caller,
  kiosk: Pick<ActingKiosk, 'id' | 'settings'> & { readonly deviceId: string },
): ShownKiosk {
  const { id, deviceId, settings } = kiosk;
  const { name, organizers, places, releaseTrack } = settings;
  return {
    id,
    name,
    organizers: organizers.map((key) => showOrganizer(municipality, key)),
    locations: places.map((key) => ({
      id: placeId(municipality.key, key),
      name: municipality.config.places[key]?.name ?? key,
    })),
    deviceId,
    cardSystem: showCardSystem(townsOfCardSystem(installation, cardSystemId)),
    releaseTrack,
  };
}

/** The event of a kiosk, as UiTPAS shows it. */
export const KioskEventShape = Type.Object({
  checkinPoints: Type.Integer({ minimum: 0, description: 'what one check-in earns' }),
  event: Type.Object({ id: Type.String({ format: 'uuid' }), title: Type.String() }),
  checkinCode: Type.String({ description: 'stands for the event on a screen, for a day' }),
});

/** What is on a screen is there today: a picture of it is of no use the day after. */
const SCREEN_DAYS = 1;

/** Shows an event at a kiosk, with the code that a holder scans there. */
export function showKioskEvent(
  core: Core,
  cardSystemId: number,
  event: KnownEvent,
): Static<typeof KioskEventShape> {
  const { id, title, points } = event;
  const lasts = { now: core.now(), days: SCREEN_DAYS };
  const checkinCode = makeCheckInCode(core.keys, { ...event, cardSystemId }, lasts);
  return { checkinPoints: points, event: { id, title }, checkinCode };
}
