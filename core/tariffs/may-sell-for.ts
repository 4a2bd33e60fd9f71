import type { Caller } from '../access/caller.ts';
import type { OrganizerKey } from '../contract/facts.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';

/** Whether an organizer lets the acting one sell tickets for its events: itself always. */
export function maySellFor(
  caller: Caller,
  { municipality, key }: { municipality: ActiveMunicipality; key: OrganizerKey },
): boolean {
  const isOfSameTown = caller.municipality.key === municipality.key;
  if (isOfSameTown && caller.organizer === key) return true;
  const soldBy = municipality.config.organizers[key]?.soldBy ?? [];
  return soldBy === 'everybody' || (isOfSameTown && soldBy.includes(caller.organizer));
}

/**
 * Whether the caller may be told what an event of an organizer costs a holder: who sells it, or
 * quotes for who does. Nobody else, because a price can say who is poor.
 */
export function mayQuoteFor(
  caller: Caller,
  offering: { municipality: ActiveMunicipality; key: OrganizerKey },
): boolean {
  const { permissions } = caller;
  const sells = permissions.has('TICKETSALES_REGISTER') || permissions.has('TARIFFS_READ');
  return sells && maySellFor(caller, offering);
}
