import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from '../secrets/key-ring.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;
const CONTEXT = Buffer.from('pasklaar national number');

/**
 * Encrypts a national number for storage (AES-256-GCM): the id of the key, the nonce, the number
 * and the tag, in base64url. The same number never looks the same twice; all are equally long.
 *
 * @param number eleven digits
 */
export function sealNationalNumber(keys: KeyRing, number: string): string {
  const { id, bytes } = keys.current('national-number-sealing');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', bytes, nonce).setAAD(CONTEXT);
  const sealed = Buffer.concat([cipher.update(number, 'ascii'), cipher.final()]);
  return Buffer.concat([Buffer.from([id]), nonce, sealed, cipher.getAuthTag()]).toString(
    'base64url',
  );
}

/**
 * Decrypts what {@link sealNationalNumber} made.
 *
 * @throws Error when the key is gone, or it was made by another key or changed since
 */
export function unsealNationalNumber(keys: KeyRing, sealed: string): string {
  const whole = Buffer.from(sealed, 'base64url');
  const id = whole[0] ?? 0;
  const key = keys.byId('national-number-sealing', id);
  if (key === undefined) throw new Error(`national number sealed by key ${id}, which is gone`);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, whole.subarray(1, HEAD_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(CONTEXT)
      .setAuthTag(whole.subarray(-TAG_BYTES));
    const body = decipher.update(whole.subarray(HEAD_BYTES, -TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('ascii');
  } catch (cause) {
    throw new Error(`a national number cannot be unsealed by key ${id}`, { cause });
  }
}
