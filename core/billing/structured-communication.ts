import assert from 'node:assert/strict';

/**
 * Makes a structured communication (OGM): ten digits and two check digits, the number mod 97, with
 * 97 for 0. It ties a payment to what it pays.
 *
 * @param number a whole number from 1 to 9,999,999,999
 * @returns the twelve digits, without separators
 * @see Febelfin, gestructureerde mededeling
 */
export function makeStructuredCommunication(number: number): string {
  assert(Number.isSafeInteger(number) && number >= 1 && number <= 9_999_999_999);
  return `${number}`.padStart(10, '0') + checkDigitsOf(number);
}

/**
 * Reads a structured communication; plus signs, asterisks, slashes and spaces are allowed.
 *
 * @returns the twelve digits, or undefined when it is none
 */
export function parseStructuredCommunication(text: string): string | undefined {
  const digits = text.replace(/[\s+*/]/g, '');
  if (!/^[0-9]{12}$/.test(digits)) return undefined;

  const number = Number(digits.slice(0, 10));
  const isRight = number >= 1 && digits.slice(10) === checkDigitsOf(number);
  return isRight ? digits : undefined;
}

/**
 * Writes the twelve digits as banks print them: `+++260/1700/04289+++`.
 *
 * @param digits what {@link makeStructuredCommunication} or the parser answered
 */
export function formatStructuredCommunication(digits: string): string {
  assert.match(digits, /^[0-9]{12}$/);
  return `+++${digits.slice(0, 3)}/${digits.slice(3, 7)}/${digits.slice(7)}+++`;
}

function checkDigitsOf(number: number): string {
  const remainder = number % 97;
  return `${remainder === 0 ? 97 : remainder}`.padStart(2, '0');
}
