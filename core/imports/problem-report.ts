import type { Table } from './read-table.ts';
import { spreadsheetText } from '../spreadsheets/spreadsheet-text.ts';
import type { WrongCell, WrongRow } from './wrong-cell.ts';

/**
 * Writes the wrong cells as a CSV file to send back to whoever keeps the list: row, column, value
 * and reason, one line per wrong cell, in the order of the list.
 *
 * This is the one place where a wrong national number stands in full, taken from the table, because
 * it must be found and corrected: give the file to the keeper of the list only.
 */
export function problemReport(
  table: Pick<Table<string>, 'rows'>,
  wrongRows: readonly WrongRow[],
): string {
  const cellsByRow = new Map(table.rows.map(({ row, cells }) => [row, cells]));
  const valueOf = ({ row, key, value }: WrongCell): string =>
    (key === null ? undefined : cellsByRow.get(row)?.[key]) ?? value;

  const lines = wrongRows
    .toSorted((a, b) => a.row - b.row)
    .flatMap(({ cells }) => cells)
    .map((cell) => [cell.row, cell.column, valueOf(cell), cell.nl]);
  return spreadsheetText([['rij', 'kolom', 'waarde', 'reden'], ...lines]);
}
