import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { zipFiles } from '../../../core/http/zip-files.ts';
import { unzip } from './unzip.ts';

const MOMENT = Temporal.PlainDateTime.from('2026-11-20T10:15:30');

t.test('what is packed comes out as it was', (t) => {
  const anyFile = fc.record({
    name: fc.stringMatching(/^[a-z]{1,20}\.csv$/),
    content: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
  });
  const severalFiles = fc.uniqueArray(anyFile, { maxLength: 5, selector: ({ name }) => name });

  t.doesNotThrow(() =>
    fc.assert(
      fc.property(severalFiles, (files) => {
        t.same(unzip(zipFiles(files, MOMENT)), files);
      }),
      { numRuns: 50 },
    ),
  );
  t.end();
});

t.test('the same files at the same moment are the same bytes', (t) => {
  const files = [{ name: 'a.txt', content: Buffer.from('a'.repeat(500)) }];

  t.ok(zipFiles(files, MOMENT).equals(zipFiles(files, MOMENT)));
  t.ok(zipFiles(files, MOMENT).length < 200, 'and fewer than before');
  t.end();
});

t.test('another program reads it', async (t) => {
  const file = `${t.testdir()}/report.zip`;
  const files = [
    { name: 'een.csv', content: Buffer.from('één;twee\r\n') },
    { name: 'leeg.txt', content: Buffer.alloc(0) },
  ];
  fs.writeFileSync(file, zipFiles(files, MOMENT));
  const script = `
import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
for info in archive.infolist():
    print(info.filename, info.date_time, len(archive.read(info)))`;

  const read = await promisify(execFile)('python3', ['-c', script, file]).catch(
    (error: { code?: unknown }) => (error.code === 'ENOENT' ? null : Promise.reject(error)),
  );

  if (read === null) return t.pass('SKIPPED: there is no python3 here to read it');
  t.equal(
    read.stdout,
    'een.csv (2026, 11, 20, 10, 15, 30) 12\nleeg.txt (2026, 11, 20, 10, 15, 30) 0\n',
  );
});
