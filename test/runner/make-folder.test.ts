import fs from 'node:fs';
import t from 'tap';
import { makeFolder } from '../fixtures/make-folder.ts';

let wasThere = false;

t.test('what runs in a folder is stopped before the folder goes', async (t) => {
  const folder = makeFolder(t, { 'data.txt': 'kept' });
  t.teardown(() => (wasThere = fs.existsSync(folder)));
  t.equal(fs.readFileSync(`${folder}/data.txt`, 'utf8'), 'kept');
});

t.test('it was still there at the teardown', async (t) => {
  t.ok(wasThere);
});
