import {
  type CellParser,
  optionalCell,
  parseEuro,
  parseName,
  parseNationalNumberCell,
  refuseCell,
} from '../../core/contract/cells.ts';
import { readImportRow, type ReadRow } from '../../core/contract/import-row.ts';
import type { ImportColumn, ImportRow } from '../../core/contract/plugin.ts';
import { type Day, isWithin } from '../../core/contract/period.ts';
import { periodOfYear } from './budget-year.ts';
import type { TalentConfig, Ticket, Worth } from './config.ts';

/** The columns of the list of what is left of the tickets. */
export const BUDGET_COLUMNS = [
  {
    key: 'nationalNumber',
    titles: ['INSZ', 'rijksregisternummer', 'rijksregisternr'],
    required: true,
  },
  { key: 'lastName', titles: ['naam', 'achternaam', 'familienaam'], required: false },
  { key: 'firstName', titles: ['voornaam'], required: false },
  { key: 'year', titles: ['jaar'], required: true },
  { key: 'first', titles: ['ticket 1', 'eerste ticket'], required: true },
  { key: 'second', titles: ['ticket 2', 'tweede ticket'], required: true },
  { key: 'third', titles: ['ticket 3', 'derde ticket'], required: true },
] as const satisfies readonly ImportColumn[];

/** A right row of that list. */
export interface BudgetRow {
  readonly row: number;
  /** Eleven digits. A secret: never in a log, a URL, a job or an error. */
  readonly nationalNumber: string;
  readonly year: number;
  /** Cents that are left of each ticket. */
  readonly left: Worth;
}

/** Reads a row. Names are read only to see that they are names: the national number says who. */
export function readBudgetRow(
  row: ImportRow,
  config: TalentConfig,
  today: Day,
): ReadRow<BudgetRow> {
  const read = readImportRow(row, {
    nationalNumber: parseNationalNumberCell,
    lastName: optionalCell(parseName),
    firstName: optionalCell(parseName),
    year: parseYear(config, today),
    first: parseLeft(config, 'first'),
    second: parseLeft(config, 'second'),
    third: parseLeft(config, 'third'),
  });
  if ('wrong' in read) return read;
  const { nationalNumber, year, first, second, third } = read.values;
  return { good: { row: row.row, nationalNumber, year, left: { first, second, third } } };
}

/** A year of which the tickets can still be used. */
function parseYear(config: TalentConfig, today: Day): CellParser<number> {
  return (text) => {
    const digits = /^\s*(?<year>2\d{3})\s*$/.exec(text)?.groups?.['year'];
    if (digits === undefined) {
      return text.trim() === ''
        ? refuseCell('empty', 'Deze cel is leeg.')
        : refuseCell('not-a-year', 'Hier hoort een jaartal te staan, zoals 2026.');
    }
    const year = Number(digits);
    if (isWithin(today, periodOfYear(year, config))) return { value: year };
    return refuseCell('year-not-running', 'De tickets van dit jaar gelden vandaag niet.');
  };
}

/** No more can be left of a ticket than it is worth. */
function parseLeft({ tickets }: TalentConfig, ticket: Ticket): CellParser<number> {
  return (text) => {
    const read = parseEuro(text);
    if ('problem' in read || read.value <= tickets[ticket]) return read;
    const euro = (tickets[ticket] / 100).toFixed(2).replace('.', ',');
    return refuseCell('more-than-ticket', `Dit ticket is maar ${euro} euro waard.`);
  };
}
