import { validate } from 'stdnum/lib/cjs/be/vat.js';

/**
 * Reads an enterprise number (KBO); `BE`, dots, dashes and spaces are allowed, and so is the old
 * form without its leading zero.
 *
 * @returns the ten digits, or undefined when it is none
 * @see Crossroads Bank for Enterprises: ten digits from 0 or 1 on, the last two 97 - (first eight
 * mod 97)
 */
export function parseEnterpriseNumber(text: string): string | undefined {
  const compact = text
    .trim()
    .toUpperCase()
    .replace(/^BE/, '')
    .replace(/[\s.-]/g, '');
  if (!/^[0-9]{9,10}$/.test(compact)) return undefined;

  const digits = compact.padStart(10, '0');
  const isIssued = /^[01]/.test(digits) && !/^0{8}/.test(digits);
  return isIssued && validate(digits).isValid ? digits : undefined;
}
