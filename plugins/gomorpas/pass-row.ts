import {
  type CellParser,
  parseDay,
  parseLine,
  parseNationalNumberCell,
  parsePipeList,
  refuseCell,
} from '../../core/contract/cells.ts';
import { readImportRow, type ReadRow } from '../../core/contract/import-row.ts';
import type { ImportColumn, ImportRow } from '../../core/contract/plugin.ts';
import type { Day } from '../../core/contract/period.ts';
import type { GomorpasConfig } from './config.ts';
import { nameKey } from '../../core/contract/name-key.ts';
import { benefitNames } from './import-names.ts';

/** The columns of the list of old passes. */
export const PASS_COLUMNS = [
  { key: 'oldNumber', titles: ['gomorpasnummer', 'pasnummer', 'nummer'], required: true },
  { key: 'name', titles: ['naam'], required: true },
  { key: 'birthDate', titles: ['geb.datum', 'geboortedatum', 'geboren'], required: false },
  {
    key: 'nationalNumber',
    titles: ['INSZ', 'rijksregisternummer', 'rijksregisternr'],
    required: true,
  },
  { key: 'ground', titles: ['grond'], required: true, isDiscreet: true },
  { key: 'validUntil', titles: ['geldig tot'], required: true },
  { key: 'benefits', titles: ['voordelen'], required: true, isDiscreet: true },
] as const satisfies readonly ImportColumn[];

/** A right row of that list. */
export interface PassRow {
  readonly row: number;
  /** Letters and digits, in capitals. */
  readonly oldNumber: string;
  /** Eleven digits. A secret: never in a log, a URL, a job or an error. */
  readonly nationalNumber: string;
  readonly ground: string;
  readonly validUntil: Day;
  /** Keys of the settings, in order. */
  readonly benefits: readonly string[];
}

/** Reads a row. Names are read only to see that they are there: the national number says who. */
export function readPassRow(row: ImportRow, config: GomorpasConfig): ReadRow<PassRow> {
  const read = readImportRow(row, {
    oldNumber: parseOldNumber,
    name: parseLine,
    nationalNumber: parseNationalNumberCell,
    ground: parseGround(config),
    validUntil: parseDay,
    benefits: parseBenefits(config),
  });
  if ('wrong' in read) return read;
  const { name: _, ...values } = read.values;
  return { good: { row: row.row, ...values } };
}

const parseOldNumber: CellParser<string> = (text) => {
  const read = parseLine(text);
  if ('problem' in read) return read;
  const number = read.value.replaceAll(/[\s.:-]/g, '').toUpperCase();
  const isNumber = /^[A-Z0-9]{1,64}$/.test(number);
  return isNumber
    ? { value: number }
    : refuseCell('not-a-pass-number', 'Dit is geen nummer van een pas: letters en cijfers.');
};

function parseGround({ grounds }: GomorpasConfig): CellParser<string> {
  const known = new Map(grounds.map((ground) => [nameKey(ground), ground]));
  return (text) => {
    const read = parseLine(text);
    if ('problem' in read) return read;
    const value = known.get(nameKey(read.value));
    if (value !== undefined) return { value };
    return refuseCell(
      'unknown-ground',
      `Deze grond is onbekend. Gekend zijn: ${grounds.join(', ')}.`,
    );
  };
}

function parseBenefits(config: GomorpasConfig): CellParser<string[]> {
  const names = benefitNames(config);
  const titles = Object.values(config.benefits).map(({ title }) => title);
  return (text) => {
    const parsed = parsePipeList(text);
    if ('problem' in parsed) return parsed;
    if (parsed.value.length === 0) {
      return refuseCell('no-benefit', 'Er staat geen enkel voordeel.');
    }
    const keys = parsed.value.map((name) => names.get(nameKey(name)));
    if (keys.every((key) => key !== undefined)) return { value: [...new Set(keys)].toSorted() };
    return refuseCell(
      'unknown-benefit',
      `Een van deze voordelen is onbekend. Gekend zijn: ${titles.join(', ')}.`,
    );
  };
}
