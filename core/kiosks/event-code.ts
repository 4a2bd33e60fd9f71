import type { KeyRing } from '../secrets/key-ring.ts';
import { type LinkTarget, makeSealedLink } from '../secrets/sealed-link.ts';

const LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * What stands for an event on the screen of a kiosk: sealed, so that nobody can make one for an
 * event where he is not, and dated, so that a picture of it is of no use the day after.
 *
 * @param now milliseconds since 1970
 */
export function eventCode(keys: KeyRing, event: LinkTarget, now: number): string {
  return makeSealedLink(keys, event, { kind: 'check-in code', until: now + LIFETIME_MS });
}
