import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { followPage, startDemo, WITHOUT_TOOLS } from './follow-page.ts';
import { root } from './write-tables.ts';

/*
 * Follows docs/quickstart.md and docs/api.md to the letter, against a demo that is started as its
 * reader starts it, and looks at the data folder that docs/operations.md describes.
 */

const readPage = (name: string): string => fs.readFileSync(path.join(root, 'docs', name), 'utf8');

t.test('the pages of an integrator do what they say', { skip: WITHOUT_TOOLS }, async (t) => {
  const demo = await startDemo(t);

  await t.test('a ticket is sold in five steps', async (t) => {
    const page = readPage('quickstart.md');
    t.same(await followPage(page, demo), []);
    t.equal(page.match(/^## \d/gm)?.length, 5, 'five');
  });

  await t.test('the API in seven steps', async (t) => {
    const page = readPage('api.md');
    t.same(await followPage(page, demo), []);
    t.equal(page.match(/^## \d/gm)?.length, 7, 'seven');
  });

  await t.test('the data folder holds what the page on operations lists', async (t) => {
    const [, table = ''] = /## The data folder\n(.*?)\n## /s.exec(readPage('operations.md')) ?? [];
    const firstCells = [...table.matchAll(/^\| ([^|]*`[^|]*) \|/gm)].map(([, cell = '']) => cell);
    const listed = firstCells.flatMap((cell) => cell.match(/(?<=`)[\w.-]+(?=`)/g) ?? []);

    t.same(fs.readdirSync(demo.dataFolder).toSorted(), listed.toSorted());
    const own = listed.filter((name) => name !== 'pg');
    for (const name of own) {
      t.equal(modeOf(path.join(demo.dataFolder, name)), 0o600, name);
    }
    const isRoot = process.getuid?.() === 0;
    t.equal(modeOf(demo.dataFolder), isRoot ? 0o711 : 0o700, 'nobody else reads in it');
  });
});

function modeOf(file: string): number {
  return fs.statSync(file).mode % 0o1000;
}
