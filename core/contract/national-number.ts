import type { Day } from './period.ts';

const SEPARATORS = /[\s.\-–/]/g;

/**
 * Reads a national number (INSZ: a national register number or a BIS number).
 *
 * Accepts dots, dashes, slashes and spaces anywhere. The check digits are
 * 97 - (first nine digits mod 97), with 2,000,000,000 added to the nine for who was born from 2000.
 * The date part must be a day of that century; a month of 0 means that the date is not known, and a
 * BIS number has 20 or 40 added to its month. The serial number runs from 001 to 998.
 *
 * The check is our own: the package stdnum also accepts 00, 98 and 99 as check digits
 * (850730061-00), and its answer depends on today's date. A test holds the two together everywhere
 * else. A number of somebody who is still to be born is not refused here: that takes a clock.
 *
 * @returns the eleven digits, or undefined when the text is not a national number
 * @see the instructions of the National Register, IT 000 (Rijksregisternummer)
 */
export function parseNationalNumber(text: string): string | undefined {
  const digits = text.replace(SEPARATORS, '');
  if (!/^[0-9]{11}$/.test(digits)) return undefined;

  const century = centuryOf(digits);
  if (century === undefined || !hasSerial(digits) || !hasDate(digits, century)) return undefined;
  return digits;
}

/**
 * Whether a national number may be of who was born on a day. Of a birth that is not known whole it
 * tells less: a month of 0 says the year alone, and nothing when that is 00.
 *
 * @param digits as {@link parseNationalNumber} gives them
 */
export function fitsBirthDate(digits: string, birthDate: Day): boolean {
  const [year = '', month, day] = birthDate.split('-');
  const told = Number(digits.slice(2, 4)) % 20;
  if (told === 0 && digits.startsWith('00')) return true;
  const isOfYear = String((centuryOf(digits) ?? 0) + Number(digits.slice(0, 2))) === year;
  if (!isOfYear || told === 0) return isOfYear;
  return told === Number(month) && digits.slice(4, 6) === day;
}

/**
 * Makes a national number fit to be shown or logged: every letter and digit but the last two
 * becomes `*`. Separators stay, so that a missing digit can still be seen.
 *
 * @param text a national number, right or wrong
 */
export function maskNationalNumber(text: string): string {
  return text.replace(/[\p{L}\p{N}](?=.*[\p{L}\p{N}].*[\p{L}\p{N}])/gsu, '*');
}

/**
 * Masks whatever looks like a national number inside any other text, for a cell or a header that
 * ended up in the wrong column. Thirteen digits (a pass number) stay as they are.
 */
export function maskNationalNumbersIn(text: string): string {
  const elevenDigits = /(?<![0-9])[0-9](?:[\s.\-–/]?[0-9]){10}(?![0-9])/gu;
  return text.replace(elevenDigits, maskNationalNumber);
}

/** 1900 or 2000, whichever the check digits fit; the two never fit both. */
function centuryOf(digits: string): number | undefined {
  const base = Number(digits.slice(0, 9));
  const check = Number(digits.slice(9));
  if (check === 97 - (base % 97)) return 1900;
  if (check === 97 - ((2_000_000_000 + base) % 97)) return 2000;
  return undefined;
}

function hasSerial(digits: string): boolean {
  const serial = Number(digits.slice(6, 9));
  return serial >= 1 && serial <= 998;
}

function hasDate(digits: string, century: number): boolean {
  const year = century + Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4)) % 20;
  const isBisOrOrdinary = Number(digits.slice(2, 4)) < 60;
  if (!isBisOrOrdinary || month > 12) return false;
  if (month === 0) return true;

  const day = Number(digits.slice(4, 6));
  return day >= 1 && day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}
