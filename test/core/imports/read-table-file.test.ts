import { fileURLToPath } from 'node:url';
import t from 'tap';
import { readTableFile } from '../../../core/imports/read-table-file.ts';

const columns = [{ key: 'name', titles: ['naam'], required: true }] as const;

t.test('a file is read as a table', async (t) => {
  const folder = t.testdir({ 'lijst.csv': 'naam\nJan\n' });

  const table = await readTableFile(`${folder}/lijst.csv`, { columns });

  t.same(table.rows, [{ row: 2, cells: { name: 'Jan' } }]);
});

t.test('a file that is not there, a folder and a file too large are refused', async (t) => {
  const folder = t.testdir({ 'lijst.csv': 'naam\nJan\n' });
  const here = fileURLToPath(import.meta.url);

  const refusals = [
    await readTableFile(`${folder}/weg.csv`, { columns }),
    await readTableFile(folder, { columns }),
    await readTableFile(`${here}/lijst.csv`, { columns }),
    await readTableFile(`${folder}/lijst.csv`, { columns, maxBytes: 5 }),
  ];

  t.same(
    refusals.flatMap(({ problems }) => problems.map(({ code }) => code)),
    ['file-not-found', 'not-a-file', 'file-not-readable', 'file-too-large'],
  );
});
