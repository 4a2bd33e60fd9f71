import { randomUUID } from 'node:crypto';
import type { KeyRing } from '../secrets/key-ring.ts';
import { seal, unseal } from '../secrets/seal.ts';

/** Long enough to make an account, too short to keep. */
const LIFETIME_MS = 30 * 60_000;

/** What a registration token says to who can open it. */
export interface RegistrationToken {
  /** By which it is known that it was used. */
  readonly id: string;
  readonly cardSystemId: number;
  readonly passholderId: string;
}

const SEALED_FOR = { purpose: 'link-sealing', context: 'pasklaar registration token' } as const;
const BYTES = 4 + 6 + 16 + 16;

/**
 * Makes a token for who knows the card and the date of birth of a holder: sealed, so that it tells
 * nothing and nobody else can make one; of one length. It can be used once, within half an hour.
 *
 * @param now milliseconds since 1970
 */
export function makeRegistrationToken(
  keys: KeyRing,
  { cardSystemId, passholderId }: Omit<RegistrationToken, 'id'>,
  now: number,
): string {
  const bytes = Buffer.alloc(BYTES);
  bytes.writeUInt32BE(cardSystemId, 0);
  bytes.writeUIntBE(now + LIFETIME_MS, 4, 6);
  bytes.write(passholderId.replaceAll('-', ''), 10, 'hex');
  bytes.write(randomUUID().replaceAll('-', ''), 26, 'hex');
  return seal(keys, bytes, SEALED_FOR).toString('base64url');
}

/** Reads what {@link makeRegistrationToken} made; undefined when it is over or none of ours. */
export function readRegistrationToken(
  keys: KeyRing,
  token: string,
  now: number,
): RegistrationToken | undefined {
  const bytes = unseal(keys, Buffer.from(token, 'base64url'), SEALED_FOR);
  if (bytes?.length !== BYTES || bytes.readUIntBE(4, 6) < now) return undefined;
  return {
    id: uuidAt(bytes, 26),
    cardSystemId: bytes.readUInt32BE(0),
    passholderId: uuidAt(bytes, 10),
  };
}

function uuidAt(bytes: Buffer, from: number): string {
  const hex = bytes.toString('hex', from, from + 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
