import { stringify } from 'csv-stringify/sync';

/** Rows of plain cells, the first names the columns. */
export type SpreadsheetRows = readonly (readonly (string | number | null)[])[];

/**
 * Writes rows as a spreadsheet opens them: RFC 4180 with `;`, CRLF and UTF-8 with a byte order
 * mark, and a number with a decimal comma, so that Excel in Flanders reads it: there `8.5` is the
 * eighth of May. A text that a spreadsheet would run as a formula gets an apostrophe before it
 * (OWASP, CSV injection); null is an empty cell.
 */
export function spreadsheetText(rows: SpreadsheetRows): string {
  return stringify([...rows], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
    quoted_match: /[\r\n]/,
    cast: { number: (value) => `${value}`.replace('.', ',') },
  });
}
