import { randomUUID } from 'node:crypto';
import type { KeyRing } from '../secrets/key-ring.ts';
import { makeSealedToken, readSealedToken } from '../secrets/sealed-token.ts';

/** Long enough to make an account, too short to keep. */
const LIFETIME_MS = 30 * 60_000;

/** What a registration token says to who can open it. */
export interface RegistrationToken {
  /** By which it is known that it was used. */
  readonly id: string;
  readonly cardSystemId: number;
  readonly passholderId: string;
}

const KIND = 'registration';

/**
 * Makes a token for who knows the card and the date of birth of a holder: sealed, so that it tells
 * nothing and nobody else can make one; of one length in a card system. It can be used once, within
 * half an hour.
 *
 * @param now milliseconds since 1970
 */
export function makeRegistrationToken(
  keys: KeyRing,
  { cardSystemId, passholderId }: Omit<RegistrationToken, 'id'>,
  now: number,
): string {
  const told: RegistrationToken = { id: randomUUID(), cardSystemId, passholderId };
  return makeSealedToken(keys, told, { kind: KIND, until: now + LIFETIME_MS });
}

/** Reads what {@link makeRegistrationToken} made; undefined when it is over or none of ours. */
export function readRegistrationToken(
  keys: KeyRing,
  token: string,
  now: number,
): RegistrationToken | undefined {
  return readSealedToken(keys, token, { kind: KIND, now }) as RegistrationToken | undefined;
}
