import { caseName } from './name-casing.ts';
import type { Cents } from './money.ts';
import { findNameFault } from './name-fault.ts';
import { parseNationalNumber } from './national-number.ts';
import type { Day } from './period.ts';
import type { Reason } from './text.ts';

/** What a cell of a list says, or why it cannot be read. */
export type Parsed<T> = { readonly value: T } | { readonly problem: Reason };

/** Reads the text of one cell. Never throws. */
export type CellParser<T> = (text: string) => Parsed<T>;

/** Makes a refusal of a cell: a stable code and a Dutch sentence that does not repeat the cell. */
export function refuseCell(code: string, nl: string): { problem: Reason } {
  return { problem: { code, nl } };
}

/** Makes a parser for a cell that may be empty: empty is null, anything else must be right. */
export function optionalCell<T>(parse: CellParser<T>): CellParser<T | null> {
  return (text) => (text.trim() === '' ? { value: null } : parse(text));
}

const EMPTY = refuseCell('empty', 'Deze cel is leeg.');

const DAY_SHAPES = [
  /^(?<day>\d{1,2})(?<separator>[/.-])(?<month>\d{1,2})\k<separator>(?<year>\d{4})$/,
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
];

/**
 * Reads a day: `dd/mm/yyyy`, `d-m-yyyy`, `dd.mm.yyyy` or `yyyy-mm-dd`, from 1850 on.
 *
 * @returns the day as `yyyy-mm-dd`; refuses a bare year, a year of two digits and a day that never
 * was (31/02/2014)
 */
export function parseDay(text: string): Parsed<Day> {
  const trimmed = text.trim();
  if (trimmed === '') return EMPTY;

  for (const shape of DAY_SHAPES) {
    const groups = shape.exec(trimmed)?.groups;
    if (groups !== undefined) return dayOf(groups);
  }
  if (/^\d{4}$/.test(trimmed)) {
    return refuseCell('year-only', 'Dit is alleen een jaar; er staat geen dag en maand bij.');
  }
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(trimmed)) {
    return refuseCell('two-digit-year', 'Het jaartal heeft twee cijfers; schrijf er vier.');
  }
  return refuseCell('not-a-day', 'Dit is geen datum; schrijf ze als dd/mm/jjjj.');
}

function dayOf(groups: Record<string, string>): Parsed<Day> {
  const [year, month, day] = [
    Number(groups['year']),
    Number(groups['month']),
    Number(groups['day']),
  ];
  try {
    const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
    if (year >= 1850) return { value: date.toString() };
  } catch {
    // Temporal answers a day that does not exist with a RangeError.
  }
  return refuseCell('impossible-day', 'Deze dag bestaat niet.');
}

const YES = new Set(['ja', 'j', 'yes', 'y', 'true', 'waar', '1', 'x']);
const NO = new Set(['nee', 'neen', 'n', 'no', 'false', 'onwaar', '0']);

/** Reads yes or no: ja, nee, j, n, true, false, 1, 0 and the like, in any case. */
export function parseYesNo(text: string): Parsed<boolean> {
  const word = text.trim().toLowerCase();
  if (word === '') return EMPTY;
  if (YES.has(word)) return { value: true };
  if (NO.has(word)) return { value: false };
  return refuseCell('not-yes-or-no', 'Hier hoort ja of nee te staan.');
}

const PLAIN_EURO = /^(?<whole>\d{1,10})(?:[.,](?<part>\d{1,2}))?$/;
const GROUPED_EURO = [
  /^(?<whole>\d{1,3}(?:\.\d{3}){1,3}),(?<part>\d{2})$/,
  /^(?<whole>\d{1,3}(?:,\d{3}){1,3})\.(?<part>\d{2})$/,
  /^(?<whole>\d{1,3}(?:\s\d{3}){1,3})(?:[.,](?<part>\d{1,2}))?$/,
];

/**
 * Reads an amount in euro: `5`, `5,00`, `5.00`, `5,-`, `€ 5`, `5 EUR`, `1.250,50`.
 *
 * @returns whole cents, 0 or more; refuses an amount below zero and one that can be read in two
 * ways (`1.005` is a thousand and five euro to one reader, one euro to another)
 */
export function parseEuro(text: string): Parsed<Cents> {
  const sign = /^(?:€|eur|euro)\s*|\s*(?:€|eur|euro)$/giu;
  const amount = text
    .trim()
    .replace(sign, '')
    .replace(/,-{1,2}$/, '');
  if (amount === '') return EMPTY;
  if (amount.startsWith('-'))
    return refuseCell('negative-amount', 'Dit bedrag is kleiner dan nul.');

  for (const shape of [PLAIN_EURO, ...GROUPED_EURO]) {
    const groups = shape.exec(amount)?.groups;
    if (groups === undefined) continue;
    const whole = (groups['whole'] ?? '').replace(/\D/g, '');
    return { value: Number(whole) * 100 + Number((groups['part'] ?? '').padEnd(2, '0')) };
  }
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(amount)) {
    return refuseCell(
      'ambiguous-amount',
      'Dit bedrag kan op twee manieren gelezen worden; schrijf de centen erbij, zoals 1005,00.',
    );
  }
  return refuseCell('not-an-amount', 'Dit is geen bedrag in euro, zoals 5,00.');
}

/**
 * Reads an e-mail address; letters with accents are allowed (RFC 6531), the text stays as typed.
 */
export function parseEmail(text: string): Parsed<string> {
  const address = text.trim();
  if (address === '') return EMPTY;
  const hasShape = /^[^\s@<>()[\]\\,;:"]+@(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u.test(address);
  const hasLooseDot = /^\.|\.\.|\.@/.test(address);
  if (!hasShape || hasLooseDot || address.length > 254) {
    return refuseCell('not-an-email', 'Dit is geen e-mailadres.');
  }
  return { value: address };
}

/**
 * Reads a telephone number of 8 to 15 digits, from its 0 or its + on.
 *
 * @returns it without spaces, dots, slashes, dashes and brackets: `0471123456`, `+32471123456`
 */
export function parsePhone(text: string): Parsed<string> {
  const number = text.replace(/\(0\)|[\s./()-]/g, '');
  if (number === '') return EMPTY;
  if (/^[1-9]\d{7,8}$/.test(number)) {
    return refuseCell('lost-zero', 'De nul vooraan is weggevallen (dat doet een rekenblad).');
  }
  if (/^(?:0|\+)\d{8,15}$/.test(number)) return { value: number };
  return refuseCell('not-a-phone-number', 'Dit is geen telefoonnummer.');
}

/**
 * Reads a first or last name: spaces around it go, spaces inside become one, and a name in capitals
 * only gets its usual casing. At most 100 characters.
 */
export function parseName(text: string): Parsed<string> {
  const name = text.trim().replace(/\s+/g, ' ');
  if (name === '') return EMPTY;
  const fault = findNameFault(name);
  if (fault === 'unseen-sign') {
    return refuseCell(fault, 'In deze naam staat een teken dat niemand ziet.');
  }
  if (fault !== null) return refuseCell(fault, 'Deze naam bevat geen letters.');
  if (/\p{N}/u.test(name)) return refuseCell('digits-in-name', 'In deze naam staat een cijfer.');
  if (name.length > 100) return refuseCell('name-too-long', 'Deze naam is te lang.');
  return { value: caseName(name) };
}

const STATUS_WORDS = new Map<string, 'active' | 'blocked'>([
  ['actief', 'active'],
  ['active', 'active'],
  ['geblokkeerd', 'blocked'],
  ['blocked', 'blocked'],
]);

/** Reads the status of a pass: actief or geblokkeerd, in any case. */
export function parsePassStatus(text: string): Parsed<'active' | 'blocked'> {
  const word = text.trim().toLowerCase();
  if (word === '') return EMPTY;
  const status = STATUS_WORDS.get(word);
  if (status !== undefined) return { value: status };
  return refuseCell('unknown-status', 'Hier hoort actief of geblokkeerd te staan.');
}

/** Reads a list with `|` between its parts: trimmed, without empty parts, each once; '' is []. */
export function parsePipeList(text: string): Parsed<string[]> {
  const parts = text.split('|').map((part) => part.trim());
  return { value: [...new Set(parts.filter((part) => part !== ''))] };
}

/** Reads one line of text of at most 100 characters; spaces inside become one. */
export function parseLine(text: string): Parsed<string> {
  const line = text.trim().replace(/\s+/g, ' ');
  if (line === '') return EMPTY;
  return line.length <= 100 ? { value: line } : refuseCell('too-long', 'Deze tekst is te lang.');
}

/** Reads a national number as its eleven digits. What stands there instead is never repeated. */
export function parseNationalNumberCell(text: string): Parsed<string> {
  if (text.trim() === '') return EMPTY;
  const number = parseNationalNumber(text);
  if (number !== undefined) return { value: number };

  if (parseNationalNumber(`0${text}`) !== undefined) {
    return refuseCell(
      'lost-zero',
      'De nul vooraan is weggevallen (dat doet een rekenblad); bewaar de kolom als tekst.',
    );
  }
  const isLongEnough = text.replace(/\D/g, '').length === 11;
  return isLongEnough
    ? refuseCell(
        'wrong-check-digits',
        'Dit rijksregisternummer klopt niet: controlegetal of datum.',
      )
    : refuseCell('not-a-national-number', 'Een rijksregisternummer heeft elf cijfers.');
}
