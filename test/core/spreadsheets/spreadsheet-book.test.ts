import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import t from 'tap';
import { spreadsheetBook } from '../../../core/spreadsheets/spreadsheet-book.ts';
import { textsOfBook } from './texts-of-book.ts';

t.test('texts come out as they went in, whatever they are', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (text) => {
      const book = await spreadsheetBook('lijst', [['kop'], [`x${text}x`]]);
      t.equal(textsOfBook(book)[1], `x${text}x`);
    }),
    { numRuns: 50 },
  );
});

t.test('what no book can hold is left out', async (t) => {
  const book = await spreadsheetBook('lijst', [['kop'], ['a\u0001b\ud800c']]);

  t.same(textsOfBook(book), ['kop', 'abc']);
});

t.test('a number stays one that Excel adds up', async (t) => {
  const book = await spreadsheetBook('lijst', [['kop'], [8.5], ['8.5']]);

  const sheet = new TextDecoder().decode(unzipSync(book)['xl/worksheets/sheet1.xml']);
  t.match(sheet, /<c r="A2"[^>]*><v>8\.5<\/v>/);
  t.match(sheet, /<c r="A3"[^>]* t="s"/, 'and a text stays a text');
});

t.test('another program reads it', async (t) => {
  const file = `${t.testdir()}/lijst.xlsx`;
  const rows = [
    ['naam', 'bedrag', 'van'],
    ['=1+1', 12.5, '2026-11-20'],
    ['één', null, null],
  ];
  fs.writeFileSync(
    file,
    await spreadsheetBook('een-lijst-met-een-heel-lange-naam-om-te-zien', rows),
  );
  const script = `
import sys, zipfile
import xml.etree.ElementTree as tree
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
for name in archive.namelist():
    tree.fromstring(archive.read(name))
sheet = tree.fromstring(archive.read('xl/worksheets/sheet1.xml'))
ns = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
print([cell.get('r') for cell in sheet.iter(ns + 'c')], len(list(sheet.iter(ns + 'f'))))
book = tree.fromstring(archive.read('xl/workbook.xml'))
print([len(one.get('name')) for one in book.iter(ns + 'sheet')])`;

  const read = await promisify(execFile)('python3', ['-c', script, file]).catch(
    (error: { code?: unknown }) => (error.code === 'ENOENT' ? null : Promise.reject(error)),
  );

  if (read === null) return t.pass('SKIPPED: there is no python3 here to read it');
  t.equal(read.stdout, "['A1', 'B1', 'C1', 'A2', 'B2', 'C2', 'A3'] 0\n[31]\n");
});
