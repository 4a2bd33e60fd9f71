import { organizerId } from '../municipalities/installation.ts';
import type { Caller } from './caller.ts';

/** Whether a caller acts for an organizer, by its id. */
export function mayActFor(caller: Caller, id: string): boolean {
  return caller.organizers.some((key) => organizerId(caller.municipality.key, key) === id);
}

/** The id of the organizer on whose behalf the caller acts. */
export function actingOrganizerId(caller: Caller): string {
  return organizerId(caller.municipality.key, caller.organizer);
}
