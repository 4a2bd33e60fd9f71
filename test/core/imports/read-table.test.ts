import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import t from 'tap';
import { readTable, type Table } from '../../../core/imports/read-table.ts';

const columns = [
  { key: 'name', titles: ['naam'], required: true },
  { key: 'paid', titles: ['betaald'], required: true },
  { key: 'note', titles: ['opmerking'], required: false },
] as const;

const read = (text: string, maxRows = 100): Table<'name' | 'paid' | 'note'> =>
  readTable(Buffer.from(text), { columns, maxRows });

t.test('a list gives its rows by column, numbered as a spreadsheet does', async (t) => {
  const table = read('betaald;Naam\r\n5,00;Jan\r\n6,00;An\r\n');

  t.same(table, {
    encoding: 'utf-8',
    delimiter: ';',
    header: ['betaald', 'Naam'],
    titles: { name: 'Naam', paid: 'betaald', note: 'opmerking' },
    rows: [
      { row: 2, cells: { name: 'Jan', paid: '5,00', note: '' } },
      { row: 3, cells: { name: 'An', paid: '6,00', note: '' } },
    ],
    wrongRows: [],
    problems: [],
  });
});

t.test('empty rows and cells of more lines do not shift the row numbers', async (t) => {
  const table = read('naam;betaald\n\nJan;1\n;\n"An\nde Smet";2\n\nPiet;3\n\n');

  t.same(
    table.rows.map(({ row, cells }) => [row, cells.name]),
    [
      [3, 'Jan'],
      [5, 'An\nde Smet'],
      [7, 'Piet'],
    ],
  );
});

t.test('line ends may be mixed', async (t) => {
  t.same(
    read('naam;betaald\r\nJan;1\nAn;2\rPiet;3').rows.map(({ cells }) => cells.name),
    ['Jan', 'An', 'Piet'],
  );
});

t.test('spaces around a cell go, also non-breaking ones and stray marks', async (t) => {
  const table = read('naam,betaald\n\u00a0Jan \u200b,  "5,00" \n\uFEFFAn\u202f,"""6"""\n');

  t.same(
    table.rows.map(({ cells }) => [cells.name, cells.paid]),
    [
      ['Jan', '5,00'],
      ['An', '"6"'],
    ],
  );
});

t.test('tabs keep their empty cells', async (t) => {
  const table = read('naam\tbetaald\topmerking\n\t\tx\nJan\t\t\n');

  t.same(
    table.rows.map(({ cells }) => cells),
    [
      { name: '', paid: '', note: 'x' },
      { name: 'Jan', paid: '', note: '' },
    ],
  );
});

t.test(
  'the ways in which spreadsheets keep a zero or name the delimiter are understood',
  async (t) => {
    const table = read('sep=|\r\nnaam|betaald\r\n="0913"|5\r\n');

    t.equal(table.delimiter, '|');
    t.same(table.rows, [{ row: 2, cells: { name: '0913', paid: '5', note: '' } }]);
  },
);

t.test('a row with too few or too many cells is a wrong row, the others are read', async (t) => {
  const table = read('naam;betaald\nJan;1\nAn\nPiet;2;3\nEls;4;\n');

  t.same(
    table.rows.map(({ row }) => row),
    [2, 5],
    'an empty cell too many is no harm',
  );
  t.match(table.wrongRows, [
    { row: 3, kind: 'unreadable_row', cells: [{ row: 3, key: null, code: 'too-few-cells' }] },
    { row: 4, kind: 'unreadable_row', cells: [{ row: 4, key: null, code: 'too-many-cells' }] },
  ]);
  t.equal(table.wrongRows[0]?.cells[0]?.value, '', 'a row as a whole has no value');
});

t.test('columns without title may be there as long as they are empty', async (t) => {
  const table = read('naam;betaald;;\nJan;1;;\nAn;2\nPiet;3;;4\n');

  t.same(
    table.rows.map(({ row }) => row),
    [2, 3],
  );
  t.match(table.wrongRows, [{ row: 4, cells: [{ code: 'too-many-cells' }] }]);
});

t.test('a huge cell and a damaged letter make a wrong row', async (t) => {
  const table = read(`naam;betaald\n${'x'.repeat(5001)};1\nZo\uFFFD;2\nZoë;3\nChloë;4\n`);

  t.same(
    table.rows.map(({ row }) => row),
    [4, 5],
  );
  t.match(table.wrongRows, [
    { row: 2, cells: [{ key: 'name', column: 'naam', code: 'cell-too-long' }] },
    { row: 3, cells: [{ key: 'name', column: 'naam', code: 'damaged-text', value: 'Zo\uFFFD' }] },
  ]);
  t.equal(table.wrongRows[0]?.cells[0]?.value.length, 200, 'the value is cut short');
});

t.test('a sign that nobody sees makes a wrong row, several lines in a cell do not', async (t) => {
  const others = 'Alexandra;4\n'.repeat(20);
  const table = read(`naam;betaald\nZo\u202Eë;1\nZo\u0007;2\n"Zoë\nAn";3\n${others}`);

  t.same(table.rows[0], { row: 4, cells: { name: 'Zoë\nAn', paid: '3', note: '' } });
  t.match(table.wrongRows, [
    { row: 2, cells: [{ key: 'name', code: 'unseen-sign' }] },
    { row: 3, cells: [{ key: 'name', code: 'unseen-sign' }] },
  ]);
});

t.test('a file that is no list at all is refused with the reason', async (t) => {
  const refused: [string, string][] = [
    ['', 'empty-file'],
    ['naam;betaald\n', 'no-rows'],
    ['naam;betaald\n;\n\n', 'no-rows'],
    ['Jan;5,00\nAn;6,00\n', 'no-header'],
    ['naam;betaald\nJan;1\n"An;2\nPiet;3\n', 'open-quote'],
    [`naam;betaald\nJan;"${'x'.repeat(1_100_000)}"\n`, 'row-too-long'],
    ['naam;betaald\na;1\nb;2\nc;3\nd;4\n', 'too-many-rows'],
  ];
  for (const [text, code] of refused) {
    const table = read(text, 3);
    t.same(
      table.problems.map((problem) => problem.code),
      [code],
      text.slice(0, 30),
    );
    t.same(table.rows, []);
  }
  t.match(read('naam;betaald\nJan;1\n"An;2\n').problems, [{ nl: /rij 3/ }]);
});

t.test('exactly the most rows allowed are read', async (t) => {
  t.equal(read('naam;betaald\na;1\nb;2\nc;3\n', 3).rows.length, 3);
});

t.test('what was written as CSV is read back, with every delimiter', async (t) => {
  const cell = fc.string({ unit: fc.constantFrom(...'abcé ;,|"\t1'.split('')), maxLength: 10 });
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(rows, fc.constantFrom(';', ',', '\t', '|'), (pairs, delimiter) => {
        const text = stringify([['naam', 'betaald'], ...pairs], { delimiter, quoted: true });
        const expected = pairs.flatMap(([name, paid], index) => {
          const cells = { name: name.trim(), paid: paid.trim(), note: '' };
          const isEmpty = cells.name === '' && cells.paid === '';
          return isEmpty ? [] : [{ row: index + 2, cells }];
        });
        const table = read(text);
        return JSON.stringify(table.rows) === JSON.stringify(expected);
      }),
    ),
  );
});

t.test('no file whatsoever makes the reading throw', async (t) => {
  const text = fc.string({ unit: fc.constantFrom(...'ab;,\t|"\r\n=\0é'.split('')), maxLength: 60 });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(text, (rest) => {
        const table = read(`naam;betaald\n${rest}`);
        return table.problems.length === 0 || table.rows.length === 0;
      }),
      { numRuns: 500 },
    ),
  );
});
