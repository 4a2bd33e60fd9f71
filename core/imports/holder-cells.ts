import {
  type CellParser,
  optionalCell,
  type Parsed,
  parseDay,
  parseEmail,
  parseName,
  parsePassStatus,
  parsePhone,
  parseYesNo,
  refuseCell,
} from '../contract/cells.ts';
import { parseNationalNumber } from '../contract/national-number.ts';
import type { Day } from '../contract/period.ts';
import type { Reason } from '../contract/text.ts';
import { parseChipNumber } from '../passes/chip-number.ts';
import { parsePassNumber } from '../passes/pass-number.ts';
import type { HolderKey } from './holder-columns.ts';

/** The kinds of wrong row, in the order of the checks: the first that fails is the row's kind. */
export const HOLDER_ROW_KINDS = [
  'unreadable_row',
  'bad_pass_number',
  'duplicate_pass_number',
  'bad_insz',
  'duplicate_person',
  'missing_name',
  'bad_date',
  'bad_value',
] as const;

export type HolderRowKind = (typeof HOLDER_ROW_KINDS)[number];

/** One thing that is wrong with one cell of a row, and the kind of row that makes it. */
export interface Finding {
  readonly kind: HolderRowKind;
  readonly key: HolderKey;
  readonly reason: Reason;
}

/** What the cells of a right row say. */
export interface HolderValues {
  passNumber: string;
  chipNumber: string | null;
  nationalNumber: string | null;
  lastName: string;
  firstName: string;
  birthDate: Day;
  socialTariff: boolean;
  socialTariffUntil: Day | null;
  street: string | null;
  houseNumber: string | null;
  postalCode: string | null;
  city: string | null;
  email: string | null;
  phone: string | null;
  status: 'active' | 'blocked';
}

const CHECKS: {
  readonly [Key in HolderKey]: {
    readonly kind: HolderRowKind;
    readonly parse: CellParser<HolderValues[Key]>;
  };
} = {
  passNumber: { kind: 'bad_pass_number', parse: parsePass },
  nationalNumber: { kind: 'bad_insz', parse: optionalCell(parsePerson) },
  lastName: { kind: 'missing_name', parse: parseName },
  firstName: { kind: 'missing_name', parse: parseName },
  birthDate: { kind: 'bad_date', parse: parseDay },
  socialTariffUntil: { kind: 'bad_date', parse: optionalCell(parseDay) },
  chipNumber: { kind: 'bad_value', parse: optionalCell(parseChip) },
  street: { kind: 'bad_value', parse: optionalCell(parseLine) },
  houseNumber: { kind: 'bad_value', parse: optionalCell(parseLine) },
  postalCode: { kind: 'bad_value', parse: optionalCell(parsePostalCode) },
  city: { kind: 'bad_value', parse: optionalCell(parseLine) },
  email: { kind: 'bad_value', parse: optionalCell(parseEmail) },
  phone: { kind: 'bad_value', parse: optionalCell(parsePhone) },
  socialTariff: { kind: 'bad_value', parse: parseYesNo },
  status: { kind: 'bad_value', parse: parsePassStatus },
};

/**
 * Reads every cell of a row on its own: the values of the right ones, the findings of the others.
 */
export function readHolderCells(cells: Readonly<Record<HolderKey, string>>): {
  values: Partial<HolderValues>;
  findings: Finding[];
} {
  const values: Partial<HolderValues> = {};
  const findings: Finding[] = [];
  for (const key of Object.keys(CHECKS) as HolderKey[]) {
    const { kind, parse } = CHECKS[key];
    const parsed = parse(cells[key]);
    if ('problem' in parsed) findings.push({ kind, key, reason: parsed.problem });
    else Object.assign(values, { [key]: parsed.value });
  }
  return { values, findings };
}

function parsePass(text: string): Parsed<string> {
  const number = parsePassNumber(text);
  if (number !== undefined) return { value: number };

  if (text === '') return refuseCell('empty', 'Deze cel is leeg.');
  if (/^\d[.,]\d+E\+?\d+$/i.test(text)) {
    return refuseCell('rounded-number', 'Een rekenblad heeft dit nummer afgerond.');
  }
  if (parsePassNumber(`0${text}`) !== undefined) return LOST_ZERO;
  const isLongEnough = text.replace(/\D/g, '').length === 13;
  return isLongEnough
    ? refuseCell('wrong-check-digit', 'Het controlecijfer van dit pasnummer klopt niet.')
    : refuseCell('not-a-pass-number', 'Een pasnummer heeft dertien cijfers.');
}

function parsePerson(text: string): Parsed<string> {
  const number = parseNationalNumber(text);
  if (number !== undefined) return { value: number };

  if (parseNationalNumber(`0${text}`) !== undefined) return LOST_ZERO;
  const isLongEnough = text.replace(/\D/g, '').length === 11;
  return isLongEnough
    ? refuseCell(
        'wrong-check-digits',
        'Dit rijksregisternummer klopt niet: controlegetal of datum.',
      )
    : refuseCell('not-a-national-number', 'Een rijksregisternummer heeft elf cijfers.');
}

const LOST_ZERO = refuseCell(
  'lost-zero',
  'De nul vooraan is weggevallen (dat doet een rekenblad); bewaar de kolom als tekst.',
);

function parseChip(text: string): Parsed<string> {
  const number = parseChipNumber(text);
  if (number !== undefined) return { value: number };
  return refuseCell('not-a-chip-number', 'Een chipnummer heeft veertien tekens, 0-9 en A-F.');
}

/** One line of an address. */
function parseLine(text: string): Parsed<string> {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 100 ? { value: line } : refuseCell('too-long', 'Deze tekst is te lang.');
}

/**
 * Belgium, or the Netherlands, Luxembourg, France and Germany for who lives across the border. Five
 * digits need the letter of their country: they may be four with a slip, and the holder would lose
 * the municipality of residence without a word.
 */
function parsePostalCode(text: string): Parsed<string> {
  const code = text.toUpperCase().replace(/\s+/g, ' ');
  const isCode = /^(?:B-?|L-)?[1-9]\d{3}$|^[DF]-\d{5}$|^[1-9]\d{3} ?[A-Z]{2}$/.test(code);
  if (/^\d{5}$/.test(code)) return FIVE_DIGITS;
  return isCode
    ? { value: code.replace(/^B-?/, '') }
    : refuseCell('not-a-postal-code', 'Dit is geen postcode.');
}

const FIVE_DIGITS = refuseCell(
  'five-digits',
  'Een Belgische postcode heeft vier cijfers; schrijf een Franse als F-59000 en een Duitse als ' +
    'D-52062.',
);
