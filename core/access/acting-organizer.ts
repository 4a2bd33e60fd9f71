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
  return named.key === caller.organizer ? caller : { ...caller, organizer: named.key };
}
