import t from 'tap';
import {
  optionalCell,
  parseDay,
  parseLine,
  parseName,
  parseNationalNumberCell,
} from '../../../core/contract/cells.ts';
import { readImportRow, readImportRows } from '../../../core/contract/import-row.ts';

const parsers = { name: parseName, born: parseDay, service: optionalCell(parseLine) };

t.test(
  'a right row gives what its cells say, a cell that the list lacks being empty',
  async (t) => {
    const row = { row: 2, cells: { name: ' ELS ', born: '30/07/1985', colour: 'blauw' } };

    t.same(readImportRow(row, parsers), {
      values: { name: 'Els', born: '1985-07-30', service: null },
    });
  },
);

t.test('a wrong row goes back with every wrong cell, by the key of its column', async (t) => {
  const row = { row: 7, cells: { name: '', born: '31/02/1985', service: 'UiT' } };

  t.match(readImportRow(row, parsers), {
    wrong: {
      row: 7,
      outcome: 'wrong',
      reasons: [
        { column: 'name', reason: { code: 'empty' } },
        { column: 'born', reason: { code: 'impossible-day' } },
      ],
    },
  });
});

t.test('a line of text is at most a hundred signs, without spaces too many', async (t) => {
  t.same(parseLine('  Technische   dienst '), { value: 'Technische dienst' });
  t.match(parseLine(' '), { problem: { code: 'empty' } });
  t.match(parseLine('x'.repeat(101)), { problem: { code: 'too-long' } });
});

t.test('a national number is read, or refused without being repeated', async (t) => {
  t.same(parseNationalNumberCell('85.07.30-033.28'), { value: '85073003328' });
  t.same(parseNationalNumberCell('00012556777'), { value: '00012556777' });
  for (const [text, code] of [
    ['', 'empty'],
    ['12556777', 'not-a-national-number'],
    ['85073003329', 'wrong-check-digits'],
    ['1010100126', 'lost-zero'],
  ] as const) {
    const parsed = parseNationalNumberCell(text);

    t.match(parsed, { problem: { code } }, code);
    if (text !== '') t.notOk(JSON.stringify(parsed).includes(text), 'not repeated');
  }
});

t.test(
  'a list is sorted out: the good rows in their order, and what sends others back',
  async (t) => {
    const rows = ['Els', '', 'Noor'].map((name, at) => ({ row: at + 2, cells: { name } }));
    const { good, wrong } = readImportRows(rows, (row) => {
      const read = readImportRow(row, { name: parseName });
      return 'wrong' in read ? read : { good: read.values.name };
    });

    t.same(good, ['Els', 'Noor']);
    t.match(wrong, [{ row: 3, outcome: 'wrong' }]);
  },
);
