import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';

/*
 * One voice: what a screen, an import or a refusal says in Dutch says «u», and calls a line of a
 * list a «rij».
 */

const root = path.resolve(import.meta.dirname, '../..');
const files = globSync(['{core,plugins}/**/*.{ts,eta}', 'plugins/*/README.md'], {
  cwd: root,
}).filter((file) => !file.includes('/test/'));

const WORDS = /(?<!\p{L})(?:je|jij|jou|jouw|lijn|lijnen)(?!\p{L})/giu;

t.test('Dutch texts address everybody with u, and know one word for a row', async (t) => {
  t.ok(files.length > 200, `${files.length} files are read`);
  const found = files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return [...text.matchAll(WORDS)].map(([word]) => `${file}: ${word}`);
  });

  t.same(found, []);
});
