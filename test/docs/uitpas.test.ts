import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { absent } from '../uitpas/reference.ts';
import { remake, root } from './write-tables.ts';

const FILE = 'docs/uitpas-compatibility.md';

t.test('its tables are what is served', { skip: absent }, async (t) => {
  const page = fs.readFileSync(path.join(root, FILE), 'utf8');

  t.equal(page, await remake(FILE), 'else: node test/docs/write-tables.ts');
});
