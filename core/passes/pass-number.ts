import assert from 'node:assert/strict';

/** Whether a text is a pass number: thirteen digits, the last a Luhn check digit over all. */
export function isPassNumber(text: string): boolean {
  return /^[0-9]{13}$/.test(text) && luhnSum(text) % 10 === 0;
}

/**
 * Reads a pass number as typed or scanned; spaces, dots and dashes are allowed.
 *
 * @returns the thirteen digits, or undefined when it is not a pass number
 */
export function parsePassNumber(text: string): string | undefined {
  const digits = text.replace(/[\s.-]/g, '');
  return isPassNumber(digits) ? digits : undefined;
}

/**
 * Makes a pass number out of random digits. No digit means anything and numbers do not follow one
 * another: whoever reads a number may learn nothing of its holder.
 *
 * @param randomDigits twelve digits from a cryptographic source
 * @returns those digits and their check digit
 */
export function makePassNumber(randomDigits: string): string {
  assert.match(randomDigits, /^[0-9]{12}$/, 'a pass number is made of twelve digits');
  const check = (10 - (luhnSum(`${randomDigits}0`) % 10)) % 10;
  return `${randomDigits}${check}`;
}

/** ISO/IEC 7812-1, annex B: from the right, every second digit is doubled and its digits added. */
function luhnSum(digits: string): number {
  let sum = 0;
  for (const [place, digit] of digits.split('').toReversed().entries()) {
    const value = place % 2 === 0 ? Number(digit) : Number(digit) * 2;
    sum += value > 9 ? value - 9 : value;
  }
  return sum;
}
