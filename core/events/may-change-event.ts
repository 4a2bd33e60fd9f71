import type { Caller } from '../access/caller.ts';
import { mayActFor } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';

/**
 * Sees to it that a caller acts for the organizer of an event or, with the permission for all of
 * them, that the organizer is one of the caller's municipality.
 *
 * @param ofAll the permission for the events of every organizer
 * @throws Problem `forbidden`
 */
export function assertOwnEvent(
  caller: Caller,
  { organizerId }: { readonly organizerId: string },
  ofAll: string,
): void {
  if (mayActFor(caller, organizerId)) return;
  const organizer = caller.installation.organizer(organizerId);
  const isOfTown = organizer?.municipality.key === caller.municipality.key;
  if (isOfTown && caller.permissions.has(ofAll)) return;
  throw forbidden({ detail: 'you do not act for the organizer of this event' });
}
