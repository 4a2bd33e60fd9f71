import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { loadInstallation } from '../config/municipalities.ts';
import { discoverPlugins } from '../core/plugins/discover-plugins.ts';
import { holdToLaw, LAWS } from './conformance/laws.ts';
import { openApi } from './fixtures/open-api.ts';
import { plantPlugins } from './fixtures/plant-plugins.ts';

/*
 * Follows docs/writing-a-plugin.md to the letter, in a tree of its own.
 */

const page = fs.readFileSync(new URL('../docs/writing-a-plugin.md', import.meta.url), 'utf8');

/** The files that the page says to make, by their path under `plugins/`. */
const files = Object.fromEntries(
  [...page.matchAll(/^`plugins\/(\S+)`:\n\n(`{3,})\w+\n(.*?)^\2$/gms)].map(
    ([, file = '', , text = '']) => [file, text],
  ),
);
const [, answer = ''] = /```json\n(.*?)```/s.exec(page) ?? [];

t.test('the page makes a door of about forty lines, and a page for the department', async (t) => {
  const lines = files['library-card/index.ts']?.trim().split('\n') ?? [];

  t.same(Object.keys(files), ['library-card/index.ts', 'library-card/README.md']);
  t.ok(lines.length > 20 && lines.length <= 40, `${lines.length} lines`);
});

t.test('the compiler accepts what the page says', async (t) => {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const folder = fileURLToPath(plantPlugins(t, files));
  const project = {
    extends: path.join(root, 'tsconfig.base.json'),
    include: ['library-card/*.ts'],
    compilerOptions: {
      composite: false,
      declaration: false,
      emitDeclarationOnly: false,
      noEmit: true,
      typeRoots: [path.join(root, 'node_modules/@types')],
    },
  };
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(project));

  const compiler = path.join(root, 'node_modules/.bin/tsc');
  // Run alone, tap puts loaders in the environment that the compiler cannot bear.
  const plainly = ['-u', 'NODE_OPTIONS', compiler, '-p', folder];
  const { stdout, status } = spawnSync('env', plainly, { encoding: 'utf8' });

  t.equal(status, 0, stdout);
});

t.test('the plugin of the page is found, keeps to the laws and does what it says', async (t) => {
  const pluginsFolder = plantPlugins(t, files);
  const plugins = await discoverPlugins(pluginsFolder);
  const definition = plugins.get('library-card');
  t.ok(definition);
  if (!definition) return;

  await t.test('it keeps to every law, with the plugins of the product beside it', async (t) => {
    const onDisk = await discoverPlugins(new URL('../plugins/', import.meta.url));
    const others = new Map([...onDisk].filter(([name]) => name !== definition.name));
    for (const law of Object.values(LAWS)) {
      t.doesNotThrow(() => holdToLaw(law, [definition], { numRuns: 50 }), law.name);
      const all = [definition, ...others.values()];
      t.doesNotThrow(() => holdToLaw(law, all, { numRuns: 20 }), law.name);
    }
  });

  const installation = await loadInstallation(townWithIt(pluginsFolder), plugins);
  const town = installation.byKey('mechelen');
  const enabled = town?.plugins.get('library-card');
  if (!town) throw new Error('the file of Mechelen has no Mechelen');
  t.same(enabled?.config, { department: 'library', priceCents: 500 }, 'with its defaults');

  await t.test('a desk sells it over HTTP, and reads the line of the page', async (t) => {
    const api = await openApi(t, { installation, pluginsFolder });
    const place = { municipality: 'mechelen', cardSystemId: 2 };
    const { passholderId, number } = await api.addHolder(place);
    const desk = api.as('mechelen-library-desk');

    const sold = await desk.post(`/passholders/${passholderId}/roles`, {
      plugin: 'library-card',
      role: 'reader',
    });
    t.equal(sold.statusCode, 201, sold.body);
    const { id, priceCents } = sold.json<{ id: string; priceCents: number }>();
    t.equal(priceCents, 500, 'the till asks 5 euro');

    const tapped = await desk.get(`/passes/${number}/rights`);
    const { rights } = tapped.json<{ rights: { roleId?: string }[] }>();
    const expected = { ...(JSON.parse(answer) as object), roleId: id };
    t.same(rights, [expected]);

    const [fact] = await api.core.asOwner<object>(
      'select price_cents::int, earner_id from core.money_fact where passholder_id = $1',
      [passholderId],
    );
    t.same(fact, { price_cents: 500, earner_id: installation.partyId(town, 'library') });
  });
});

/**
 * A folder with the file of Mechelen, whose plugins are the last lines of the plugin's own page.
 */
function townWithIt(pluginsFolder: URL): string {
  const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(files['library-card/README.md'] ?? '') ?? [];
  const file = new URL('../config/municipalities/mechelen.yaml', import.meta.url);
  const [town = '', plugins = ''] = fs.readFileSync(file, 'utf8').split(/^plugins:\n/m);
  // Nobody is permitted what a plugin that is not there asks.
  const prefixes = [...plugins.matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name = '']) => {
    return `${name.replaceAll('-', '_').toUpperCase()}_`;
  });
  const isKept = (line: string) => !prefixes.some((prefix) => line.includes(`- ${prefix}`));
  const text = `${town.split('\n').filter(isKept).join('\n')}${yaml}`;
  const folder = fileURLToPath(new URL('../towns', pluginsFolder));
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'mechelen.yaml'), text);
  return folder;
}
