import { createCipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { DeviceSecrets } from '../contract/secrets.ts';
import type { KeyRing } from './key-ring.ts';

const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const KEY_ID_BYTES = 8;

/**
 * A key for a device: derived, so that every process has the same, and of no use for anything else
 * that is sealed. After a rotation it is another one, which its id tells.
 *
 * @param context what is sealed with it, and whose
 */
export function deviceSecrets(keys: KeyRing, context: string): DeviceSecrets {
  const { bytes } = keys.current('plugin-sealing');
  const key = Buffer.from(hkdfSync('sha256', bytes, '', `device ${context}`, KEY_BYTES));
  return {
    key: key.toString('base64url'),
    keyId: createHash('sha256').update(key).digest().subarray(0, KEY_ID_BYTES).toString('hex'),
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return Buffer.concat(sealed).toString('base64url');
    },
  };
}
