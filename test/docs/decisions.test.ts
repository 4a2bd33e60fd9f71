import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { root } from './write-tables.ts';

const folder = path.join(root, 'docs/adr');
const index = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
const rows = [...index.matchAll(/^\| \[(\d+)\]\(([^)]+)\) +\| (.*?) +\|$/gm)].map(
  ([, number, file = '', title = '']) => ({ number: Number(number), file, title }),
);
const files = fs.globSync('[0-9]*.md', { cwd: folder }).toSorted();

t.test('the decisions are listed in their order, each by its title', async (t) => {
  const decisions = files.map((file) => {
    const [line = ''] = fs.readFileSync(path.join(folder, file), 'utf8').split('\n');
    const [, number, title] = /^# (\d+)\. (.*)$/.exec(line) ?? [];
    t.equal(Number(number), Number.parseInt(file, 10), `${file}: its number`);
    return { number: Number(number), file, title };
  });

  t.ok(rows.length > 20, `${rows.length} decisions`);
  t.same(rows, decisions);
});

t.test('a number that is missing is said to be unused', async (t) => {
  const last = Math.max(...rows.map(({ number }) => number));
  const used = new Set(rows.map(({ number }) => number));
  const missing = Array.from({ length: last }, (_, at) => at + 1).filter((one) => !used.has(one));

  const [, said = ''] =
    /The numbers? ([\d, and]+)\s+(?:is|are)\s+unused/.exec(index.replaceAll('\n', ' ')) ?? [];
  t.same(said.match(/\d+/g)?.map(Number) ?? [], missing);
});
