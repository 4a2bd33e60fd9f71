import { randomBytes } from 'node:crypto';

/** Of AES-256-GCM (NIST SP 800-38D, section 8.2.2). */
export const NONCE_BYTES = 12;

/** So many at once: asking the system costs more than sealing what every tap seals. */
const NONCES_DRAWN = 32;

const NOTHING = Buffer.alloc(0);
let drawn = NOTHING;

/** A nonce of {@link NONCE_BYTES} random bytes, which are given to nobody else. */
export function drawNonce(): Buffer {
  if (drawn.length === 0) drawMore();
  const nonce = drawn.subarray(0, NONCE_BYTES);
  drawn = drawn.subarray(NONCE_BYTES);
  return nonce;
}

/** Never into the bytes of before: who still has a nonce keeps it. */
function drawMore(): void {
  drawn = randomBytes(NONCES_DRAWN * NONCE_BYTES);
  // For this turn of the event loop alone. A machine whose memory is put back to a moment at which
  // nonces lay ready would use them twice, and so betray what they seal. The generator of OpenSSL
  // lies in memory too, and is seeded anew every few minutes: that is so of every nonce.
  setImmediate(() => {
    drawn = NOTHING;
  });
}
