import { CsvError, parse } from 'csv-parse/sync';
import { type Parsed, refuseCell } from '../contract/cells.ts';
import type { ImportColumn, ImportRow } from '../contract/plugin.ts';
import type { Reason } from '../contract/text.ts';
import { reasonUnfit } from '../http/unfit-text.ts';
import { decodeText, type Encoding } from './decode-text.ts';
import { type Delimiter, findDelimiter } from './find-delimiter.ts';
import { type ColumnPlaces, matchHeader } from './match-header.ts';
import { wrongCell, type WrongRow } from './wrong-cell.ts';

/** A row of a table whose columns are known: each has a cell, '' where the file has none. */
export interface TableRow<Key extends string> extends ImportRow {
  readonly cells: Readonly<Record<Key, string>>;
}

/** What a list says. With `problems` the file as a whole is refused and there are no rows. */
export interface Table<Key extends string> {
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  /** The titles in the file, in its order. */
  readonly header: readonly string[];
  /** The title that the file has for each column; the first known one when it lacks the column. */
  readonly titles: Readonly<Record<Key, string>>;
  readonly rows: readonly TableRow<Key>[];
  /** The rows that cannot be read as cells of these columns; they are not among the rows. */
  readonly wrongRows: readonly WrongRow<'unreadable_row'>[];
  readonly problems: readonly Reason[];
}

/** What is expected of a list. */
export interface TableOptions<Key extends string> {
  readonly columns: readonly (ImportColumn & { readonly key: Key })[];
  /** The most rows under the header; more refuses the file. Default 1,000,000. */
  readonly maxRows?: number;
}

/** The longest cell: longer is a quote that was never closed. */
const MAX_CELL_CHARACTERS = 5_000;
const MAX_RECORD_CHARACTERS = 1_000_000;

/**
 * Reads a delimited list: UTF-8, UTF-16 or windows-1252, with `;`, `,`, tab or `|`, any line ends,
 * with or without quotes. Cells come without the spaces around them (non-breaking ones and byte
 * order marks too); empty rows are skipped but counted. Never throws for what is in the file.
 */
export function readTable<const Key extends string>(
  bytes: Uint8Array,
  options: TableOptions<Key>,
): Table<Key> {
  const { columns, maxRows = 1_000_000 } = options;
  const decoded = decodeText(bytes);
  if ('problem' in decoded) return refusedTable(columns, [decoded.problem]);

  const { encoding } = decoded.value;
  const { text, delimiter } = withDelimiter(decoded.value.text);
  const refused = (problems: Reason[], header: string[] = []): Table<Key> => ({
    ...refusedTable(columns, problems),
    encoding,
    delimiter,
    header,
  });
  const parsed = parseRecords(text, { delimiter, maxRows });
  if ('problem' in parsed) return refused([parsed.problem]);

  const [first = [], ...records] = parsed.value;
  const header = first.map(cleanCell);
  const matched = matchHeader(header, columns);
  if ('problems' in matched) return refused(matched.problems, header);

  const read = readRecords(records, { header, places: matched.places });
  if (read.rows.length + read.wrongRows.length === 0) return refused([NO_ROWS], header);
  const titles = titlesOf(columns, (key) => header[matched.places[key] ?? -1]);
  return { encoding, delimiter, header, titles, ...read, problems: [] };
}

/** A table without rows, for a file that is refused as a whole. */
export function refusedTable<Key extends string>(
  columns: TableOptions<Key>['columns'],
  problems: readonly Reason[],
): Table<Key> {
  const titles = titlesOf(columns, () => undefined);
  const nothing = { encoding: null, delimiter: null, header: [], rows: [], wrongRows: [] };
  return { ...nothing, titles, problems };
}

const NO_ROWS: Reason = {
  code: 'no-rows',
  nl: 'Onder de kolomtitels staat geen enkele rij.',
};

/** Excel names the delimiter in a line of its own (`sep=;`), which it does not count as a row. */
function withDelimiter(text: string): { text: string; delimiter: Delimiter } {
  const [line = '', named] = /^sep=([;,|\t])(?:\r\n|\n|\r)/i.exec(text) ?? [];
  const rest = text.slice(line.length);
  return { text: rest, delimiter: (named as Delimiter | undefined) ?? findDelimiter(rest) };
}

function parseRecords(
  text: string,
  { delimiter, maxRows }: { delimiter: Delimiter; maxRows: number },
): Parsed<string[][]> {
  try {
    const records = parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      // A space before a quote would make the quote a part of the cell.
      trim: true,
      max_record_size: MAX_RECORD_CHARACTERS,
      to: maxRows + 2,
    });
    if (records.length <= maxRows + 1) return { value: records };
    return refuseCell('too-many-rows', `Dit bestand heeft meer dan ${maxRows} rijen.`);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error['records'] ?? 0) + 1;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
      return refuseCell('open-quote', `In rij ${row} begint een aanhalingsteken dat niet eindigt.`);
    }
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      return refuseCell('row-too-long', `Rij ${row} is te lang om een rij van een lijst te zijn.`);
    }
    return refuseCell('unreadable-row', `Rij ${row} is niet te lezen als rij van een lijst.`);
  }
}

function readRecords<Key extends string>(
  records: readonly string[][],
  { header, places }: { header: readonly string[]; places: ColumnPlaces<Key> },
): Pick<Table<Key>, 'rows' | 'wrongRows'> {
  const rows: TableRow<Key>[] = [];
  const wrongRows: WrongRow<'unreadable_row'>[] = [];
  const keyPlaces = Object.entries(places) as [Key, number | null][];

  for (const [index, record] of records.entries()) {
    const row = index + 2;
    const cells = record.map(cleanCell);
    if (cells.every((cell) => cell === '')) continue;

    const wrong = wrongShape(cells, header);
    if (wrong !== undefined) {
      const key = keyPlaces.find(([, place]) => place === wrong.place)?.[0] ?? null;
      const at = { row, key, column: header[wrong.place ?? -1] ?? '', value: wrong.value };
      wrongRows.push({ row, kind: 'unreadable_row', cells: [wrongCell(at, wrong.reason)] });
      continue;
    }
    const known = keyPlaces.map(([key, place]) => [key, cells[place ?? -1] ?? '']);
    rows.push({ row, cells: Object.fromEntries(known) as Record<Key, string> });
  }
  return { rows, wrongRows };
}

/** Why a row cannot be read as cells under this header. */
function wrongShape(
  cells: readonly string[],
  header: readonly string[],
): { place?: number; value: string; reason: Reason } | undefined {
  const shape = (code: string, nl: string) => ({ value: '', reason: { code, nl } });
  const columns = header.findLastIndex((title) => title !== '') + 1;
  if (cells.length < columns) {
    return shape(
      'too-few-cells',
      `Deze rij heeft ${cells.length} van de ${columns} verwachte cellen.`,
    );
  }
  if (cells.some((cell, at) => cell !== '' && (header[at] ?? '') === '')) {
    return shape(
      'too-many-cells',
      'In deze rij staat een cel die bij geen enkele kolomtitel hoort.',
    );
  }

  const faults: [Reason, (cell: string) => boolean][] = [
    [CELL_TOO_LONG, (cell) => cell.length > MAX_CELL_CHARACTERS],
    [DAMAGED_CELL, (cell) => cell.includes('\uFFFD')],
    // A cell may have several lines; every other sign that nobody sees is a mistake or a trick.
    [UNSEEN_SIGN, (cell) => reasonUnfit(cell.replace(/[\t\r\n]/g, ' ')) !== null],
  ];
  for (const [reason, isWrong] of faults) {
    const place = cells.findIndex(isWrong);
    if (place !== -1) return { place, value: cells[place] ?? '', reason };
  }
  return undefined;
}

const CELL_TOO_LONG: Reason = {
  code: 'cell-too-long',
  nl: `Deze cel is langer dan ${MAX_CELL_CHARACTERS} tekens; ontbreekt er een aanhalingsteken?`,
};
const DAMAGED_CELL: Reason = {
  code: 'damaged-text',
  nl: 'In deze cel staat een letter die beschadigd is.',
};
const UNSEEN_SIGN: Reason = {
  code: 'unseen-sign',
  nl: 'In deze cel staat een teken dat niemand ziet; typ de cel opnieuw.',
};

/** Takes off spaces, also non-breaking and zero-width ones, and the `="..."` that keeps zeros. */
function cleanCell(cell: string): string {
  // The pattern below would take its time over a megabyte of spaces.
  if (cell.length > MAX_CELL_CHARACTERS) return cell.trim();
  const trimmed = cell.replace(/^[\s\u200B-\u200D\u2060]+|[\s\u200B-\u200D\u2060]+$/g, '');
  return /^="([^"]*)"$/.exec(trimmed)?.[1]?.trim() ?? trimmed;
}

function titlesOf<Key extends string>(
  columns: TableOptions<Key>['columns'],
  titleInFile: (key: Key) => string | undefined,
): Record<Key, string> {
  const titles = columns.map(({ key, titles: [first = key] }) => [key, titleInFile(key) ?? first]);
  return Object.fromEntries(titles) as Record<Key, string>;
}
