import type { KeyRing } from '../secrets/key-ring.ts';
import { makeSealedLink, readSealedLink } from '../secrets/sealed-link.ts';

/** Long enough to show a page, too short to keep. */
const LINK_LIFETIME_MS = 5 * 60_000;

const KIND = 'picture link';

/** Whose picture a link shows. */
export interface LinkedPicture {
  readonly cardSystemId: number;
  readonly passholderId: string;
}

/**
 * Makes the last part of a short-lived link to a picture. Who has it needs no token: it goes in a
 * page.
 *
 * @param now milliseconds since 1970
 */
export function makePictureLink(
  keys: KeyRing,
  { cardSystemId, passholderId: id }: LinkedPicture,
  now: number,
): string {
  return makeSealedLink(keys, { cardSystemId, id }, { kind: KIND, until: now + LINK_LIFETIME_MS });
}

/** Reads what {@link makePictureLink} made; undefined when it is over or none of ours. */
export function readPictureLink(
  keys: KeyRing,
  link: string,
  now: number,
): LinkedPicture | undefined {
  const target = readSealedLink(keys, link, { kind: KIND, now });
  return target && { cardSystemId: target.cardSystemId, passholderId: target.id };
}
