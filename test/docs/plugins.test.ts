import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { PLUGINS_FOLDER } from '../../core/boot/folders.ts';
import { discoverPlugins } from '../../core/plugins/discover-plugins.ts';
import { PLUGIN_TABLES } from './plugin-tables.ts';
import { remake, root } from './write-tables.ts';

const FILE = 'docs/plugins.md';
const plugins = [...(await discoverPlugins(PLUGINS_FOLDER)).values()];

t.test('its tables are what the definitions say', async (t) => {
  const page = fs.readFileSync(path.join(root, FILE), 'utf8');

  t.equal(page, await remake(FILE), 'else: npm run docs');
  for (const table of Object.keys(PLUGIN_TABLES)) {
    t.ok(page.includes(`<!-- table: ${table} -->`), `there is a table ${table}`);
  }
  for (const { name } of plugins) t.ok(page.includes(`](../plugins/${name}/README.md)`), name);
});

t.test('no part of the contract is there for nobody', async (t) => {
  const [, ...rows] = PLUGIN_TABLES['plugin parts']?.(plugins) ?? [];

  t.ok(rows.length > 15);
  t.same(
    rows.filter(([, users]) => users === 'nobody'),
    [],
  );
});

t.test('a part that nobody uses is told', async (t) => {
  const [, ...rows] = PLUGIN_TABLES['plugin parts']?.([]) ?? [];

  t.ok(rows.every(([, users]) => users === 'nobody'));
});

t.test('every problem of a plugin has Dutch words for whoever stands at the desk', async (t) => {
  const kinds = plugins.flatMap(({ problems = [], routes = [] }) => [
    ...problems,
    ...routes.flatMap((route) => route.problems ?? []),
  ]);
  const speechless = kinds
    .map(({ definition }) => definition)
    .filter(({ name, endUserMessage }) => {
      return plugins.some((plugin) => name.startsWith(`${plugin.name}-`)) && !endUserMessage?.nl;
    });

  t.ok(kinds.length > 50);
  t.same(
    speechless.map(({ name }) => name),
    [],
  );
});
