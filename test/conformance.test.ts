import fs from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { parse } from 'yaml';
import { compileSchema } from '../config/compile-schema.ts';
import { combineProposals, combineRights } from '../core/plugins/combine.ts';
import { discoverPlugins } from '../core/plugins/discover-plugins.ts';
import { settledCalls } from './conformance/every-call.ts';
import { holdToLaw, LAWS } from './conformance/laws.ts';
import { plant } from './conformance/plant.ts';
import { PLANTS } from './conformance/planted-plugins.ts';
import { situationWith } from './conformance/random-situations.ts';

/*
 * The laws of the contract, over every plugin on disk and over plugins planted to break them.
 */

const folder = new URL('../plugins/', import.meta.url);
const plugins = [...(await discoverPlugins(folder)).values()];

for (const law of Object.values(LAWS)) {
  t.test(`${law.name}: every plugin on disk keeps to it`, async (t) => {
    t.doesNotThrow(() => holdToLaw(law, plugins, { numRuns: 100 }));
  });
}

t.test('the plugins are asked about holders whom they grant and offer something', async (t) => {
  const situations = fc.sample(situationWith(plugins), { numRuns: 300, seed: 2026 });
  const granting = new Set<string>();
  const refusing = new Set<string>();
  const offering = new Set<string>();
  for (const { circumstances, quote, roles } of situations) {
    const rights = combineRights(roles, circumstances, null);
    for (const { permit, role } of rights) {
      (permit ? granting : refusing).add(role.plugin.definition.name);
    }
    for (const { role } of combineProposals(rights, circumstances, quote)) {
      offering.add(role.plugin.definition.name);
    }
  }

  for (const { name, rights, tariffs } of plugins) {
    t.equal(granting.has(name), rights !== undefined, `${name} grants`);
    t.equal(offering.has(name), tariffs !== undefined, `${name} offers`);
  }
  t.ok(refusing.size > 1, 'some refuse');
});

t.test('what plugins settle comes to something, and to nothing', async (t) => {
  const situations = fc.sample(situationWith(plugins), { numRuns: 100, seed: 2026 });
  for (const { name, billing } of plugins.filter((plugin) => plugin.billing?.settled)) {
    const called = situations.flatMap(settledCalls).filter(({ what }) => what.startsWith(name));
    const amounts = called.map(({ rule, given }) => rule(given)?.priceCents ?? 0);

    t.ok(billing, name);
    t.ok(amounts.includes(0), `${name} settles nothing`);
    t.ok(
      amounts.some((cents) => cents > 0),
      `${name} settles something`,
    );
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
