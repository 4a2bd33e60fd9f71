import type { KeyRing } from '../secrets/key-ring.ts';
import { makeSealedLink, readSealedLink } from '../secrets/sealed-link.ts';

/** Long enough to begin a download, too short to pass on. */
const LINK_LIFETIME_MS = 5 * 60_000;

const KIND = 'check-in code link';

/** The event whose check-in code a link downloads. */
export interface LinkedEvent {
  readonly cardSystemId: number;
  readonly eventId: string;
}

/**
 * Makes the part of a short-lived link that names an event: sealed, of one length. Who has it needs
 * no token.
 *
 * @param now milliseconds since 1970
 */
export function makeCodeLink(
  keys: KeyRing,
  { cardSystemId, eventId }: LinkedEvent,
  now: number,
): string {
  const until = now + LINK_LIFETIME_MS;
  return makeSealedLink(keys, { cardSystemId, id: eventId }, { kind: KIND, until });
}

/** Reads what {@link makeCodeLink} made; undefined when it is over or none of ours. */
export function readCodeLink(keys: KeyRing, link: string, now: number): LinkedEvent | undefined {
  const target = readSealedLink(keys, link, { kind: KIND, now });
  return target && { cardSystemId: target.cardSystemId, eventId: target.id };
}
