import { createHmac } from 'node:crypto';
import type { Key, KeyPurpose, KeyRing } from './key-ring.ts';
import { MAX_KEY_ID } from './key-file.ts';

/** Never what a key is used on: a national number is eleven digits. */
const SUBJECT = 'the fingerprint of this key';

/**
 * What a key is known by without being known: HMAC-SHA256 over a fixed text, hexadecimal. It says
 * nothing of the 32 random bytes of the key, nor of what it hashes.
 */
export function fingerprintOf(key: Key): string {
  return createHmac('sha256', key.bytes).update(SUBJECT).digest('hex');
}

/** The keys of a purpose, the oldest first. */
export function keysOf(keys: KeyRing, purpose: KeyPurpose): Key[] {
  const ids = Array.from({ length: MAX_KEY_ID }, (_, index) => index + 1);
  return ids.flatMap((id) => keys.byId(purpose, id) ?? []);
}
