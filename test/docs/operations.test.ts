import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { settingsTable } from '../../config/settings.ts';
import { BODY_LIMIT } from '../../core/http/json-body.ts';
import { TARIFF_LIFETIME_MS } from '../../core/tariffs/tariff-quote.ts';
import { remake, root } from './write-tables.ts';

const FILE = 'docs/operations.md';
const page = fs.readFileSync(path.join(root, FILE), 'utf8');

t.test('its tables of variables and permissions are what the code reads and asks', async (t) => {
  t.equal(page, await remake(FILE), 'else: node test/docs/write-tables.ts');
  for (const { name } of settingsTable) t.ok(page.includes(`\`${name}\``), name);
});

t.test('it sets no variable that nobody reads', async (t) => {
  const blocks = [...page.matchAll(/```(?:sh|ini|text)\n(.*?)```/gs)].map(
    ([, block = '']) => block,
  );
  const names = blocks.flatMap((block) => block.match(/(?<![\w.$])[A-Z][A-Z_]+(?==)/g) ?? []);
  const known = settingsTable.map(({ name }) => name);

  t.ok(names.length > 8, `${names.length} are set`);
  t.same(
    [...new Set(names)].filter((name) => !known.includes(name)),
    [],
  );
});

t.test('the limits it gives are those of the code', async (t) => {
  t.match(page, new RegExp(`${BODY_LIMIT / 2 ** 20} MB, 32 levels deep`));
  t.match(page, new RegExp(`\\| ${TARIFF_LIFETIME_MS / 3_600_000} hours`));
});

t.test('its service file has what systemd asks', async (t) => {
  const [, unit = ''] = /```ini\n(\[Unit\].*?)```/s.exec(page) ?? [];

  const command = /^ExecStart=\/opt\/pasklaar\/node_modules\/\.bin\/(.*)$/m.exec(unit)?.[1];
  const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  t.equal(`exec ${command}`, scripts.start, 'the command of npm start');
  t.match(unit, /^ExecReload=\/bin\/kill -HUP \$MAINPID$/m);
});
