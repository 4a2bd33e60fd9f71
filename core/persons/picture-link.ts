import type { KeyRing } from '../secrets/key-ring.ts';
import { seal, unseal } from '../secrets/seal.ts';

/** Long enough to show a page, too short to keep. */
const LINK_LIFETIME_MS = 5 * 60_000;

/** Whose picture a link shows. */
export interface LinkedPicture {
  readonly cardSystemId: number;
  readonly passholderId: string;
}

const SEALED_FOR = { purpose: 'link-sealing', context: 'pasklaar picture link' } as const;
const BYTES = 4 + 6 + 16;

/**
 * Makes the last part of a short-lived link to a picture: sealed, so that it tells nothing and
 * nobody can make one; of one length. Who has it needs no token: it goes in a page.
 *
 * @param now milliseconds since 1970
 */
export function makePictureLink(
  keys: KeyRing,
  { cardSystemId, passholderId }: LinkedPicture,
  now: number,
): string {
  const bytes = Buffer.alloc(BYTES);
  bytes.writeUInt32BE(cardSystemId, 0);
  bytes.writeUIntBE(now + LINK_LIFETIME_MS, 4, 6);
  bytes.write(passholderId.replaceAll('-', ''), 10, 'hex');
  return seal(keys, bytes, SEALED_FOR).toString('base64url');
}

/** Reads what {@link makePictureLink} made; undefined when it is over or none of ours. */
export function readPictureLink(
  keys: KeyRing,
  link: string,
  now: number,
): LinkedPicture | undefined {
  const bytes = unseal(keys, Buffer.from(link, 'base64url'), SEALED_FOR);
  if (bytes?.length !== BYTES || bytes.readUIntBE(4, 6) < now) return undefined;
  const hex = bytes.toString('hex', 10);
  const passholderId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { cardSystemId: bytes.readUInt32BE(0), passholderId };
}
