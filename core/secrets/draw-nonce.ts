import { randomBytes } from 'node:crypto';

/** Of AES-256-GCM (NIST SP 800-38D, section 8.2.2). */
export const NONCE_BYTES = 12;

/** So many at once: asking the system costs more than sealing what every tap seals. */
const NONCES_DRAWN = 512;

let drawn = Buffer.alloc(0);

/** A nonce of {@link NONCE_BYTES} random bytes, which no other ever shares its bytes with. */
export function drawNonce(): Buffer {
  // Drawn anew and never refilled: whoever still has a nonce keeps its bytes.
  if (drawn.length === 0) drawn = randomBytes(NONCES_DRAWN * NONCE_BYTES);
  const nonce = drawn.subarray(0, NONCE_BYTES);
  drawn = drawn.subarray(NONCE_BYTES);
  return nonce;
}
