import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { Key, KeyRing } from '../secrets/key-ring.ts';

/** Ids of keys are one byte; 0 is none. */
const HIGHEST_KEY_ID = 255;

/**
 * What a national number is found again by: HMAC-SHA256, so that without the key nobody can try the
 * few million numbers that exist. Prefixed by the id of the key: `1:5f2c...`.
 *
 * @param nationalNumber eleven digits, as `parseNationalNumber` gives them
 */
export function nationalNumberHash(key: Key, nationalNumber: string): string {
  assert.match(nationalNumber, /^[0-9]{11}$/, 'a national number is eleven digits');
  const hash = createHmac('sha256', key.bytes).update(nationalNumber).digest('hex');
  return `${key.id}:${hash}`;
}

/**
 * The hashes under which a national number may have been stored: by the current key, and by each
 * older one that is still there after a rotation.
 */
export function nationalNumberHashes(keys: KeyRing, nationalNumber: string): string[] {
  return hashingKeys(keys).map((key) => nationalNumberHash(key, nationalNumber));
}

function hashingKeys(keys: KeyRing): Key[] {
  const current = keys.current('national-number-hash');
  const older = Array.from({ length: HIGHEST_KEY_ID }, (_, index) => index + 1)
    .filter((id) => id !== current.id)
    .flatMap((id) => keys.byId('national-number-hash', id) ?? []);
  return [current, ...older];
}
