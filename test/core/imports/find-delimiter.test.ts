import fc from 'fast-check';
import t from 'tap';
import { DELIMITERS, findDelimiter } from '../../../core/imports/find-delimiter.ts';

t.test('the delimiter is the one that every row has as often as the header', async (t) => {
  t.equal(findDelimiter('naam;bedrag;dag\nJan;5,00;1\nAn;6,00;2\n'), ';');
  t.equal(findDelimiter('naam,bedrag,dag\nJan,"5,00",1\nAn,"6,00",2\n'), ',');
  t.equal(findDelimiter('naam\tbedrag\r\nJan, de\t5;00\r\n'), '\t');
  t.equal(findDelimiter('naam|bedrag\rJan|5,00\r'), '|');
});

t.test('delimiters inside quotes do not count', async (t) => {
  t.equal(findDelimiter('"a;b;c","d;e;f"\n"1;2;3","4;5;6"\n'), ',');
  t.equal(findDelimiter('"zegt ""ja; nee; ja""",b\n"x ""y;z""",2\n'), ',');
  t.equal(findDelimiter('a, "b;c"\nd, "e;f"\n'), ',', 'nor after a space before the quote');
});

t.test('a quote in the middle of a cell opens nothing', async (t) => {
  t.equal(findDelimiter('maat,naam;bijnaam\n5" pijp,a\n6 cm,b\n7 cm,c\n'), ',');
});

t.test('bars between the parts of one cell make no columns', async (t) => {
  t.equal(findDelimiter('naam;voordelen\nJan;bus|kapper|restaurant\nAn;bus\n'), ';');
});

t.test('of two that fit, the delimiter that makes the most columns is taken', async (t) => {
  t.equal(findDelimiter('a,b,c;d\nx,y,z;w\n'), ',');
  t.equal(findDelimiter('a,b;c\nx,y;z\n'), ';', 'else the usual one');
});

t.test('a list of one column, or of nothing, has the usual delimiter', async (t) => {
  t.equal(findDelimiter('naam\nJan\n'), ';');
  t.equal(findDelimiter(''), ';');
});

t.test('any quoted table is taken apart by its own delimiter', async (t) => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab ;,|\t"\n'.split('')), maxLength: 8 });
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }),
    );
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(table, fc.constantFrom(...DELIMITERS), (rows, delimiter) => {
        const text = rows.map((cells) => cells.map(quote).join(delimiter)).join('\r\n');
        return findDelimiter(text) === delimiter;
      }),
    ),
  );
});
