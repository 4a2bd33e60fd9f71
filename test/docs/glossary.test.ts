import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import t from 'tap';
import { createTestDatabase } from '../database/create-test-database.ts';
import { root } from './write-tables.ts';

const page = fs.readFileSync(path.join(root, 'docs/glossary.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| (?!word|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, word = '', dutch = '', meaning = '', code = '']) => ({ word, dutch, meaning, code }));

/** What the last column names, such as `core.card` or `core/passes`. */
const named = new Set(rows.flatMap(({ code }) => [...code.matchAll(/`([^`]+)`/g)].map(codeOf)));

t.test('every word has its Dutch, one sentence, and a place in the code', async (t) => {
  t.ok(rows.length > 40, `${rows.length} words`);
  for (const { word, dutch, meaning, code } of rows) {
    t.ok(dutch !== '' && code !== '', word);
    t.match(meaning, /^[A-Z][^|]*[.)]$/, `${word}: ${meaning}`);
  }
  const words = rows.flatMap(({ word }) => word.split(', '));
  t.equal(new Set(words).size, words.length, 'no word means two things');
});

t.test('it names every table of core, and no table that is not there', async (t) => {
  const { ownerUrl } = await createTestDatabase(t);
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  t.teardown(() => client.end());

  const { rows: tables } = await client.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname = 'core'`,
  );

  t.same(
    [...named].filter((name) => name.startsWith('core.')).toSorted(),
    tables.map(({ name }) => name).toSorted(),
  );
});

t.test('it names every folder of core, and no folder that is not there', async (t) => {
  const entries = fs.readdirSync(path.join(root, 'core'), { withFileTypes: true });

  t.same(
    [...named].filter((name) => name.startsWith('core/')).toSorted(),
    entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `core/${name}`)
      .toSorted(),
  );
});

function codeOf([, code = '']: RegExpMatchArray): string {
  return code;
}
