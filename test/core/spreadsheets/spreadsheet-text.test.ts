import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import t from 'tap';
import { spreadsheetText } from '../../../core/spreadsheets/spreadsheet-text.ts';

t.test('a list opens in Excel in Flanders: byte order mark, semicolons, CRLF', async (t) => {
  const text = spreadsheetText([
    ['naam', 'beurten'],
    ['Jaeckx; Fien', 10],
    ['Peeters "Noor"', null],
    ['twee\nregels', -3],
  ]);

  t.equal(
    text,
    '\uFEFFnaam;beurten\r\n"Jaeckx; Fien";10\r\n"Peeters ""Noor""";\r\n"twee\nregels";-3\r\n',
  );
});

t.test('a number has a decimal comma, a text keeps its point', async (t) => {
  const text = spreadsheetText([[8.5, -0.25, 1200, '8.5', '2026-11-20']]);

  t.equal(text, '\uFEFF8,5;-0,25;1200;8.5;2026-11-20\r\n');
});

t.test('no cell is run as a formula', async (t) => {
  const wrong = ['=1+1', '+32471', '-Jan', '@SUM(A1)', '\tx', '\rx'];

  const rows = parse(spreadsheetText([wrong]), {
    bom: true,
    delimiter: ';',
    record_delimiter: '\r\n',
  });

  t.same(rows, [wrong.map((cell) => `'${cell}`)]);
});

t.test('what is written is read again, cell by cell', async (t) => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 20 });
  const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 5,
    }),
  );

  t.doesNotThrow(() =>
    fc.assert(
      fc.property(table, (rows) => {
        const read = parse(spreadsheetText(rows), {
          bom: true,
          delimiter: ';',
          record_delimiter: '\r\n',
          skip_empty_lines: false,
        });
        const bare = (text: string): string => text.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '');
        const isEqual = rows.every((row, at) =>
          row.every((text, column) => bare(read[at]?.[column] ?? '') === bare(text)),
        );
        return rows.length === 1 && rows[0]?.join('') === '' ? true : isEqual;
      }),
    ),
  );
});
