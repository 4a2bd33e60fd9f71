import { createHmac } from 'node:crypto';
import type { KeyRing } from '../secrets/key-ring.ts';

/** Signs that are not taken for each other: without I, L, O and U (Crockford). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Sixteen signs of five bits. */
const SIGNS = 16;

const LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * The setup code that somebody types at a new device: its card system, and eighty bits that
 * follow from an id by a key. So it can be told again to who asks by the same command, while only
 * its hash is kept.
 *
 * @example '1-7K2M-0QWX-93TB-4HVN'
 */
export function setupCode(
  keys: KeyRing,
  { cardSystemId, codeId }: { cardSystemId: number; codeId: string },
): string {
  const { bytes } = keys.current('custom-token');
  const digest = createHmac('sha256', bytes).update(`${cardSystemId} ${codeId}`).digest();
  const signs = [...digest.subarray(0, SIGNS)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return `${cardSystemId}-${signs.join('').replaceAll(/.{4}(?=.)/g, '$&-')}`;
}

/**
 * Reads a code as somebody typed it: without regard to case, spaces and the signs that look alike.
 *
 * @returns undefined for what is no code at all
 */
export function readSetupCode(text: string): { cardSystemId: number; code: string } | undefined {
  const typed = text.trim().toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const [, system = '', signs = ''] = /^([1-9][0-9]{0,8})-([0-9A-Z -]{16,24})$/.exec(typed) ?? [];
  const plain = signs.replaceAll(/[ -]/g, '');
  if (plain.length !== SIGNS) return undefined;
  return {
    cardSystemId: Number(system),
    code: `${system}-${plain.replaceAll(/.{4}(?=.)/g, '$&-')}`,
  };
}

/** Whether a code that nobody used yet is still one, by when it was made and milliseconds now. */
export function isCurrentCode(madeAt: string, now: number): boolean {
  return Date.parse(madeAt) + LIFETIME_MS > now;
}
