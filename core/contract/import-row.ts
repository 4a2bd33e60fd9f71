import type { CellParser } from './cells.ts';
import type { ImportOutcome, ImportRow } from './plugin.ts';

/** How each column of a list is read, by its key. */
type Parsers = Readonly<Record<string, CellParser<unknown>>>;

/** Why a row became what it became. */
export type Because = NonNullable<ImportOutcome['reasons']>[number];

/** @param column its key; null of the row as a whole */
export function because(column: string | null, code: string, nl: string): Because {
  return { column, reason: { code, nl } };
}

/** What becomes of a row that is not carried out, for one reason. */
export function refuseRow(row: number, outcome: 'wrong' | 'review', why: Because): ImportOutcome {
  return { row, outcome, reasons: [why] };
}

/** Of a row that waits until somebody is registered; its column is `nationalNumber`. */
export const NO_HOLDER = because(
  'nationalNumber',
  'no-holder',
  'Niemand met dit rijksregisternummer heeft een pas.',
);

/** A row as its plugin reads it, or the outcome that sends it back. */
export type ReadRow<Row> = { readonly good: Row } | { readonly wrong: ImportOutcome };

/** Reads every row of a list: the good ones in their order, and what sends the others back. */
export function readImportRows<Row>(
  rows: readonly ImportRow[],
  read: (row: ImportRow) => ReadRow<Row>,
): { good: Row[]; wrong: ImportOutcome[] } {
  const all = rows.map(read);
  return {
    good: all.flatMap((one) => ('good' in one ? [one.good] : [])),
    wrong: all.flatMap((one) => ('wrong' in one ? [one.wrong] : [])),
  };
}

/** What the cells of a row say, by the key of their column. */
export type RowValues<By extends Parsers> = {
  readonly [Key in keyof By]: By[Key] extends CellParser<infer Value> ? Value : never;
};

/**
 * Reads the cells of a row, each with its own parser; a cell that the list lacks is empty.
 *
 * @returns what they say, or the outcome that sends the row back with every wrong cell of it
 */
export function readImportRow<By extends Parsers>(
  row: ImportRow,
  parsers: By,
): { readonly values: RowValues<By> } | { readonly wrong: ImportOutcome } {
  const values: Record<string, unknown> = {};
  const reasons: Because[] = [];
  for (const [column, parse] of Object.entries(parsers)) {
    const parsed = parse(row.cells[column] ?? '');
    if ('problem' in parsed) reasons.push({ column, reason: parsed.problem });
    else values[column] = parsed.value;
  }
  if (reasons.length > 0) return { wrong: { row: row.row, outcome: 'wrong', reasons } };
  return { values: values as RowValues<By> };
}
