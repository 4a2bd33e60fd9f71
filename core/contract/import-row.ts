import type { CellParser } from './cells.ts';
import type { ImportOutcome, ImportRow } from './plugin.ts';

/** How each column of a list is read, by its key. */
type Parsers = Readonly<Record<string, CellParser<unknown>>>;

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
  const reasons: { column: string; reason: { code: string; nl: string } }[] = [];
  for (const [column, parse] of Object.entries(parsers)) {
    const parsed = parse(row.cells[column] ?? '');
    if ('problem' in parsed) reasons.push({ column, reason: parsed.problem });
    else values[column] = parsed.value;
  }
  if (reasons.length > 0) return { wrong: { row: row.row, outcome: 'wrong', reasons } };
  return { values: values as RowValues<By> };
}
