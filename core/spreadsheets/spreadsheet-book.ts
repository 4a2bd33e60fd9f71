import writeBook, { type Row, type SheetData } from 'write-excel-file/node';
import type { SpreadsheetRows } from './spreadsheet-text.ts';

/** Source: https://www.iana.org/assignments/media-types (ECMA-376). */
export const BOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const LONGEST_NAME = 31;
const WIDEST = 60;

/**
 * Writes rows as a workbook of Excel with one sheet, whose first row is bold and stays in sight. A
 * text is a text, also one that begins with `=`; a day is its text too, which sorts as a day does.
 * Signs that no book can hold are left out.
 *
 * @param name of the sheet: lower case and hyphens; Excel shows 31 signs of it
 */
export async function spreadsheetBook(name: string, rows: SpreadsheetRows): Promise<Buffer> {
  const [titles = [], ...lines] = rows;
  const columns = titles.map((_, at) => ({ width: widthOf(rows, at) }));
  const head: Row = titles.map((title) =>
    title === null ? null : { value: title, fontWeight: 'bold' },
  );
  const data: SheetData = [head, ...lines.map((line) => [...line])];
  const sheet = name.slice(0, LONGEST_NAME);
  return writeBook(data, { sheet, columns, stickyRowsCount: 1 }).toBuffer();
}

/** In signs: as wide as its longest cell, within reason. */
function widthOf(rows: SpreadsheetRows, at: number): number {
  const longest = rows.reduce((most, row) => Math.max(most, `${row[at] ?? ''}`.length), 0);
  return Math.min(longest + 2, WIDEST);
}
