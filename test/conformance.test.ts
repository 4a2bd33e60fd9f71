import fs from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { parse } from 'yaml';
import { compileSchema } from '../config/compile-schema.ts';
import { combineProposals, combineRights } from '../core/plugins/combine.ts';
import type { PluginDefinition } from '../core/contract/plugin.ts';
import { discoverPlugins } from '../core/plugins/discover-plugins.ts';
import { settledCalls } from './conformance/every-call.ts';
import { holdToLaw, LAWS } from './conformance/laws.ts';
import { plant } from './conformance/plant.ts';
import { PLANTS } from './conformance/planted-plugins.ts';
import { type Situation, situationWith } from './conformance/random-situations.ts';

/*
 * The laws of the contract, over every plugin on disk and over plugins planted to break them.
 */

const folder = new URL('../plugins/', import.meta.url);
const plugins = [...(await discoverPlugins(folder)).values()];

for (const law of Object.values(LAWS)) {
  t.test(`${law.name}: every plugin on disk keeps to it`, async (t) => {
    // Its own error is told once; of doesNotThrow it would be told again as the cause.
    holdToLaw(law, plugins, { numRuns: 100 });
    t.pass('kept to');
  });
}

/** Each plugin is asked alone: what it is asked does not depend on how many others there are. */
function situationsOf(plugin: PluginDefinition): Situation[] {
  return fc.sample(situationWith([plugin]), { numRuns: 300, seed: 2026 });
}

for (const plugin of plugins) {
  const { name, rights, tariffs } = plugin;
  t.test(`${name} is asked about holders whom it grants and offers something`, async (t) => {
    const asked = situationsOf(plugin).map(({ circumstances, quote, roles }) => {
      const lines = combineRights(roles, circumstances, null);
      return { lines, offers: combineProposals(lines, circumstances, quote) };
    });
    const lines = asked.flatMap((one) => one.lines);

    t.equal(
      lines.some(({ permit }) => permit),
      rights !== undefined,
      `${name} grants`,
    );
    t.equal(
      asked.some(({ offers }) => offers.length > 0),
      tariffs !== undefined,
      `${name} offers`,
    );
  });
}

t.test('plugins are asked about holders whom they refuse something', async (t) => {
  const refusing = plugins.filter((plugin) =>
    situationsOf(plugin).some(({ circumstances, roles }) =>
      combineRights(roles, circumstances, null).some(({ permit }) => !permit),
    ),
  );

  t.ok(refusing.length > 1);
});

for (const plugin of plugins.filter(({ billing }) => billing?.settled)) {
  t.test(`what ${plugin.name} settles comes to something, and to nothing`, async (t) => {
    const called = situationsOf(plugin).flatMap(settledCalls);
    const amounts = called.map(({ rule, given }) => rule(given)?.priceCents ?? 0);

    t.ok(amounts.includes(0), 'it settles nothing');
    t.ok(
      amounts.some((cents) => cents > 0),
      'it settles something',
    );
  });
}

t.test('what broke a law is told in a few lines, without the plugins that did not', async (t) => {
  const [wrong] = PLANTS.filter(({ what }) => what === 'a refusal in English');
  try {
    holdToLaw(LAWS.reasons, [...plugins, ...(wrong?.plugins ?? [])], { numRuns: 50, seed: 2026 });
    t.fail('the law was not held to');
  } catch (error) {
    const { message } = error as Error;
    t.match(message, 'trial/trial/0');
    t.ok(message.length < 1500, message);
    for (const { name } of plugins) t.notMatch(message, name);
  }
});

for (const { law, what, plugins: planted, says } of PLANTS) {
  t.test(`${what} is caught`, async (t) => {
    t.throws(() => holdToLaw(LAWS[law], planted, { numRuns: 300, seed: 2026 }), {
      message: says,
    });
  });
}

t.test('each law was seen to catch something, and lets a plugin without fault pass', async (t) => {
  const caught = new Set(PLANTS.map(({ law }) => law));

  t.same(
    Object.keys(LAWS).filter((law) => !(caught as Set<string>).has(law)),
    [],
  );
  for (const law of Object.values(LAWS)) {
    t.doesNotThrow(() => holdToLaw(law, [plant()], { numRuns: 50 }), law.name);
  }
});

for (const { name, config, title } of plugins) {
  t.test(`${title.nl}: a head of department reads on one page what it does`, async (t) => {
    const file = new URL(`${name}/README.md`, folder);
    if (!fs.existsSync(file)) {
      t.fail(`plugins/${name}/README.md is absent: write the page for the head of its department`);
      return;
    }
    const page = fs.readFileSync(file, 'utf8');
    const example = /```yaml\n(?<yaml>.*?)```/s.exec(page)?.groups?.['yaml'] ?? '';
    const { plugins: settings = {} } = parse(example) as { plugins?: Record<string, unknown> };
    const isValid = compileSchema(config);

    t.ok(page.split('\n').length <= 80, 'one screen');
    for (const key of Object.keys(config.properties)) {
      t.ok(page.includes(`| \`${key}\``), `it explains ${key}`);
    }
    t.ok(isValid(settings[name]), JSON.stringify(isValid.errors));
  });
}
