import type { OrganizerKey } from '../contract/facts.ts';
import type { Caller } from './caller.ts';
import { forbidden } from './problems.ts';

/**
 * The same caller, acting for the organizer that the request names.
 *
 * An organizer of somebody else and one that does not exist are refused in the same words: who may
 * not act for it need not learn whether it exists.
 *
 * @param organizerId as the API shows it
 * @throws Problem `forbidden` when it is not one of the client's own
 */
export function actFor(caller: Caller, organizerId: string): Caller {
  const named = caller.installation.organizer(organizerId);
  const isOwn =
    named !== undefined &&
    named.municipality.key === caller.municipality.key &&
    caller.organizers.includes(named.key);
  if (!isOwn) {
    throw forbidden({ detail: `client ${caller.clientId} does not act for this organizerId` });
  }
  return actAs(caller, named.key);
}

/** What a caller may do for one of its organizers. */
export function permissionsAt(caller: Caller, organizer: OrganizerKey): ReadonlySet<string> {
  return caller.permissionsFor?.get(organizer) ?? caller.permissions;
}

/**
 * The same caller with only those organizers for which it holds a permission; undefined when there
 * is none. Whatever looks at its organizers afterwards is about what was permitted.
 */
export function holding(caller: Caller, permission: string): Caller | undefined {
  const organizers = caller.organizers.filter((key) => permissionsAt(caller, key).has(permission));
  const [first] = organizers;
  if (first === undefined) return undefined;
  if (organizers.length === caller.organizers.length) return caller;
  const acting = organizers.includes(caller.organizer) ? caller.organizer : first;
  return { ...actAs(caller, acting), organizers };
}

function actAs(caller: Caller, organizer: OrganizerKey): Caller {
  if (organizer === caller.organizer) return caller;
  return { ...caller, organizer, permissions: permissionsAt(caller, organizer) };
}
