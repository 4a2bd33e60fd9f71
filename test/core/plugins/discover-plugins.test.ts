import fs from 'node:fs';
import t, { type Test } from 'tap';
import { BrokenPlugins, discoverPlugins } from '../../../core/plugins/discover-plugins.ts';
import { plantPlugins } from '../../fixtures/plant-plugins.ts';

const ours = new URL('../../../plugins/', import.meta.url);

/** A plugin without anything, and what a test adds to it. */
function door(name: string, more = ''): string {
  return `
import { Type } from 'typebox';
import { definePlugin } from '../../core/contract/plugin.ts';
export default definePlugin({
  name: '${name}', title: { nl: 'Proef' }, config: Type.Object({}), roles: {}, ${more}
});`;
}

async function faultsOf(t: Test, files: Readonly<Record<string, string>>) {
  try {
    await discoverPlugins(plantPlugins(t, files));
  } catch (error) {
    if (error instanceof BrokenPlugins) return error.faults;
    throw error;
  }
  return [];
}

t.test('every plugin of the product is found, by name and in order', async (t) => {
  const plugins = await discoverPlugins(ours);
  const folders = fs.readdirSync(ours, { withFileTypes: true }).filter((one) => one.isDirectory());

  t.same([...plugins.keys()], folders.map(({ name }) => name).toSorted());
  t.ok(plugins.size >= 4);
});

t.test('a folder of sound plugins is taken as it is, notes and hidden files apart', async (t) => {
  const plugins = await discoverPlugins(
    plantPlugins(t, {
      'beta/index.ts': door('beta'),
      'alpha/index.ts': door('alpha'),
      'README.md': '# Plugins',
      '.cache/rubbish.ts': '',
    }),
  );

  t.same([...plugins.keys()], ['alpha', 'beta']);
});

/** The end of a door with an importer. */
const importer = `
function importer(nl) {
  const columns = [{ key: 'name', titles: ['naam'], required: true }];
  return { title: { nl }, columns, run: async () => [] };
}`;

const refused: Readonly<Record<string, [files: Record<string, string>, fault: RegExp]>> = {
  'a folder without a door': [
    { 'alpha/config.ts': '' },
    /^plugins\/alpha\/index\.ts is absent: expected `export default definePlugin/,
  ],
  'a loose file': [{ 'alpha.ts': '' }, /^plugins\/alpha\.ts is a loose file: a plugin is a folder/],
  'a door without a default': [
    { 'alpha/index.ts': 'export const alpha = 1;' },
    /^plugins\/alpha\/index\.ts has no default export: expected/,
  ],
  'a default that is no plugin': [
    { 'alpha/index.ts': "export default { name: 'alpha' };" },
    /^plugins\/alpha\/index\.ts exports something else as its default: expected/,
  ],
  'a definition that nobody froze': [
    { 'alpha/index.ts': 'export default Object.assign(() => {}, { definition: {} });' },
    /^plugins\/alpha\/index\.ts exports something else as its default: expected/,
  ],
  'a door that throws': [
    { 'alpha/index.ts': "import './rule.ts';", 'alpha/rule.ts': "\nthrow new Error('no order');" },
    /^plugins\/alpha\/index\.ts cannot be loaded: no order \(plugins\/alpha\/rule\.ts:2\)$/,
  ],
  'a door that cannot be read': [
    { 'alpha/index.ts': '\nexport default definePlugin({' },
    /^plugins\/alpha\/index\.ts cannot be loaded: .* \(plugins\/alpha\/index\.ts:2\)$/,
  ],
  'a door that imports a file that is not there': [
    { 'alpha/index.ts': "import './config.ts';" },
    /^plugins\/alpha\/index\.ts cannot be loaded: Cannot find module .*config\.ts/,
  ],
  'a plugin that is not named after its folder': [
    { 'alpha/index.ts': door('beta') },
    /^plugins\/alpha\/index\.ts is the plugin beta: expected the name of its folder, alpha/,
  ],
  'a right that carries the name of another': [
    {
      'alpha/index.ts': door(
        'alpha',
        `roles: { reader: { title: { nl: 'Lezer' }, visibility: 'public', owner: () => 'library',
           period: () => ({ from: '2026-11-20', until: null }) } },
         rights: () => [{ right: 'repair:book' }],`,
      ).replace('roles: {},', ''),
    },
    /^plugins\/alpha\/index\.ts gives reader the right repair:book: expected alpha:<noun>:<verb>/,
  ],
  'two plugins with one importer': [
    {
      'alpha/index.ts': door('alpha', "importers: { members: importer('alpha') },").concat(
        importer,
      ),
      'beta/index.ts': door('beta', "importers: { members: importer('beta') },").concat(importer),
    },
    /^alpha and beta both have the importer members: rename one/,
  ],
};

for (const [what, [files, fault]] of Object.entries(refused)) {
  t.test(`${what} is refused, and named`, async (t) => {
    t.match(await faultsOf(t, files), [fault]);
  });
}

t.test('what a door threw is kept, with its stack', async (t) => {
  const folder = plantPlugins(t, { 'alpha/index.ts': "throw new Error('no order');" });

  await t.rejects(discoverPlugins(folder), {
    name: 'BrokenPlugins',
    cause: { message: 'no order', stack: /plugins\/alpha\/index\.ts:1:7/ },
  });
});

t.test('all that is wrong is told at once', async (t) => {
  const faults = await faultsOf(t, {
    'alpha/config.ts': '',
    'beta/index.ts': 'export const beta = 1;',
    'gamma/index.ts': door('gamma'),
  });

  t.match(faults, [/^plugins\/alpha\/index\.ts is absent/, /^plugins\/beta\/index\.ts has no/]);
  t.match(new BrokenPlugins(faults).message, /^The plugins cannot be used:\n- plugins\/alpha/);
});
