import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyPurpose, KeyRing } from './key-ring.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;

/** What a seal is made of, and for. */
export interface SealedFor {
  readonly purpose: KeyPurpose;
  /** What the bytes are and whose: sealed bytes that are put elsewhere do not open there. */
  readonly context: string;
}

/**
 * Encrypts bytes (AES-256-GCM): the id of the key, the nonce, the bytes and the tag. The same bytes
 * never look the same twice; they become 29 longer.
 */
export function seal(keys: KeyRing, bytes: Buffer, { purpose, context }: SealedFor): Buffer {
  const key = keys.current(purpose);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.from([key.id]), nonce, sealed, cipher.getAuthTag()]);
}

/**
 * Decrypts what {@link seal} made.
 *
 * @returns undefined when the key is gone, or it was made by another key, for something else, or
 * changed since
 */
export function unseal(
  keys: KeyRing,
  sealed: Buffer,
  { purpose, context }: SealedFor,
): Buffer | undefined {
  const key = keys.byId(purpose, sealed[0] ?? 0);
  if (key === undefined || sealed.length < HEAD_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(1, HEAD_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([
      decipher.update(sealed.subarray(HEAD_BYTES, -TAG_BYTES)),
      decipher.final(),
    ]);
  } catch {
    return undefined;
  }
}

/** As {@link unseal}, of bytes that were written as base64url. */
export function unsealText(keys: KeyRing, text: string, of: SealedFor): Buffer | undefined {
  const sealed = Buffer.from(text, 'base64url');
  // Decoding is lenient: what we did not write ourselves is not ours.
  return sealed.toString('base64url') === text ? unseal(keys, sealed, of) : undefined;
}
