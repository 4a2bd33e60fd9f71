import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { parse } from 'yaml';
import { compileSchema } from '../config/compile-schema.ts';
import { showRights } from '../core/rights/show-rights.ts';
import { clockAt } from '../core/contract/period.ts';
import { decideTerms } from '../core/roles/decide-terms.ts';
import { priceRole } from '../core/roles/price-role.ts';
import { combineRights } from '../core/plugins/combine.ts';
import { discoverPlugins } from '../core/plugins/discover-plugins.ts';
import { holdToLaw, LAWS } from './conformance/laws.ts';
import { plantPlugins } from './fixtures/plant-plugins.ts';
import { residentBorn } from './fixtures/plugin-facts.ts';
import { testCaller } from './fixtures/test-caller.ts';
import { testInstallation } from './fixtures/test-towns.ts';

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
  const plugins = await discoverPlugins(plantPlugins(t, files));
  const definition = plugins.get('library-card');
  t.ok(definition);
  if (!definition) return;

  await t.test('it keeps to every law, with the plugins of the product beside it', async (t) => {
    const others = await discoverPlugins(new URL('../plugins/', import.meta.url));
    for (const law of Object.values(LAWS)) {
      t.doesNotThrow(() => holdToLaw(law, [definition], { numRuns: 50 }), law.name);
      const all = [definition, ...others.values()];
      t.doesNotThrow(() => holdToLaw(law, all, { numRuns: 20 }), law.name);
    }
  });

  const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(files['library-card/README.md'] ?? '') ?? [];
  const config = (parse(yaml) as { plugins: Record<string, unknown> }).plugins['library-card'];
  const isValid = compileSchema(definition.config);
  t.ok(isValid(config), 'the settings of its README fit, with defaults filled in');
  t.same(config, { department: 'library', priceCents: 500 });

  const installation = testInstallation([{ definition, config }]);
  const lier = installation.byKey('lier');
  const plugin = lier?.plugins.get('library-card');
  const role = definition.roles['reader'];
  if (!lier || !plugin || !role) throw new Error('the town has no library card');
  const kind = { plugin, municipality: lier, definition: role, name: 'reader' };
  const clock = clockAt(Date.parse('2026-11-20T10:00:00+01:00'));
  const holder = residentBorn('1985-07-30');
  const asked = { from: clock.day, attributes: {}, previous: null };
  const terms = decideTerms({ kind, clock, holder, ...asked });

  await t.test('a desk that taps the card reads the line of the page', async (t) => {
    const held = {
      ...kind,
      id: 'a-role',
      isDerived: false,
      attributes: {},
      allowances: {},
      period: terms.period,
    };
    const rights = combineRights([held], { clock, holder, place: null }, null);
    const [line] = showRights(testCaller({ installation: () => installation }, 'sport'), rights);

    t.same({ ...line, roleId: undefined }, { ...JSON.parse(answer), roleId: undefined });
  });

  await t.test('the till asks 5 euro, which the library earns', async (t) => {
    const { charge } = terms;
    t.ok(charge);
    if (!charge) return;
    const question = { installation, kind, charge, residence: lier, social: null };
    const { earner, priceCents } = priceRole({ ...question, day: clock.day });

    t.equal(priceCents, 500);
    t.equal(earner, installation.partyId(lier, 'library'));
  });
});
