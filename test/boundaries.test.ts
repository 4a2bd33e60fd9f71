import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { cruiseImports } from './architecture/cruise-imports.ts';
import { projectFiles, projectRoot, staleProjects } from './architecture/project-files.ts';

/** A tree of the same shape as ours, with hardly anything in it: nothing forbidden. */
const skeleton: Readonly<Record<string, string>> = {
  'core/contract/plugin.ts': 'export const definePlugin = (name: string): string => name;\n',
  'core/points/earn.ts': 'export const earn = (points: number): number => points + 1;\n',
  'config/settings.ts': 'export const port: number = 3000;\n',
  'plugins/alpha/index.ts': door('alpha'),
  'plugins/beta/index.ts': door('beta'),
  'test/alpha.test.ts': "import '../plugins/alpha/index.ts';\n",
};

/** What must not get through, and the rule that must name its file. */
const plants: readonly {
  readonly what: string;
  readonly file: string;
  readonly text: string;
  /** Other files that it takes. */
  readonly beside?: Readonly<Record<string, string>>;
  readonly rule: string;
  /** Whether the compiler refuses it too; packages are all alike to it. */
  readonly isRefusedByCompiler: boolean;
}[] = [
  {
    what: 'a plugin that imports another plugin',
    file: 'plugins/alpha/neighbour.ts',
    text: "export { default as neighbour } from '../beta/index.ts';\n",
    rule: 'plugin-stands-alone',
    isRefusedByCompiler: true,
  },
  {
    what: 'a plugin that imports only a type of another plugin',
    file: 'plugins/alpha/neighbour-type.ts',
    text: "import type beta from '../beta/index.ts';\nexport type Beta = typeof beta;\n",
    rule: 'plugin-stands-alone',
    isRefusedByCompiler: true,
  },
  {
    what: "a plugin that imports core's internals",
    file: 'plugins/alpha/internals.ts',
    text: "export { earn } from '../../core/points/earn.ts';\n",
    rule: 'plugin-stands-alone',
    isRefusedByCompiler: true,
  },
  {
    what: 'a plugin that loads core lazily',
    file: 'plugins/alpha/lazy.ts',
    text: "export const lazy = (): Promise<unknown> => import('../../core/points/earn.ts');\n",
    rule: 'plugin-stands-alone',
    isRefusedByCompiler: true,
  },
  {
    what: 'a plugin that imports a package that is not on the list',
    file: 'plugins/alpha/database.ts',
    text: "import { Pool } from 'pg';\nexport const pool: unknown = Pool;\n",
    rule: 'plugin-stands-alone',
    isRefusedByCompiler: false,
  },
  {
    what: 'a plugin that reads files',
    file: 'plugins/alpha/files.ts',
    text: "import { readFileSync } from 'node:fs';\nexport const read: unknown = readFileSync;\n",
    rule: 'plugin-stands-alone',
    isRefusedByCompiler: false,
  },
  {
    what: 'core that imports a plugin',
    file: 'core/points/favourite.ts',
    text: "export { default as favourite } from '../../plugins/alpha/index.ts';\n",
    rule: 'core-knows-no-plugin',
    isRefusedByCompiler: true,
  },
  {
    what: 'configuration that imports a plugin',
    file: 'config/favourite.ts',
    text: "export { default as favourite } from '../plugins/alpha/index.ts';\n",
    rule: 'core-knows-no-plugin',
    isRefusedByCompiler: true,
  },
  {
    what: 'a contract that leans on core',
    file: 'core/contract/upside-down.ts',
    text: "export { earn } from '../points/earn.ts';\n",
    rule: 'contract-is-the-bottom',
    isRefusedByCompiler: true,
  },
  {
    what: 'a pure rule that knows the database',
    file: 'core/points/earning-rules.ts',
    text: "import type { MikroORM } from '@mikro-orm/postgresql';\nexport type Orm = MikroORM;\n",
    rule: 'rules-are-pure',
    isRefusedByCompiler: false,
  },
  {
    what: 'the product leaning on its tests',
    file: 'core/points/testing.ts',
    text: "import '../../test/alpha.test.ts';\n",
    rule: 'nothing-leans-on-tests',
    isRefusedByCompiler: true,
  },
  {
    what: 'the product needing a tool for development',
    file: 'core/points/random.ts',
    text: "import { sample } from 'fast-check';\nexport const random: unknown = sample;\n",
    rule: 'product-needs-no-tools',
    isRefusedByCompiler: false,
  },
  {
    what: 'two files that import each other',
    file: 'core/points/hen.ts',
    text: "import { egg } from './egg.ts';\nexport const hen = (): number => egg();\n",
    beside: {
      'core/points/egg.ts':
        "import { hen } from './hen.ts';\nexport const egg = (): number => hen();\n",
    },
    rule: 'no-cycles',
    isRefusedByCompiler: false,
  },
];
t.test('our own tree keeps to its boundaries', async (t) => {
  t.same(await staleProjects(projectRoot), [], 'its projects are what its folders ask for');
  const { violations, files } = await cruiseImports(projectRoot);
  t.same(violations, []);
  t.ok(files > 100, `${files} files were read`);
});

t.test('a tree without violations is let through', async (t) => {
  const tree = await plantTree(t, {});

  t.same(compile(tree), []);
  t.same((await cruiseImports(tree)).violations, []);
  t.same(await staleProjects(tree), []);
});

for (const { what, file, text, beside, rule, isRefusedByCompiler } of plants) {
  t.test(`${what} is caught, and named`, async (t) => {
    const tree = await plantTree(t, { [file]: text, ...beside });

    const { violations } = await cruiseImports(tree);

    const isNamed = (line: string): boolean => line.startsWith(`${rule}: `) && line.includes(file);
    t.ok(violations.some(isNamed), `by dependency-cruiser: ${violations.join(', ')}`);
    if (isRefusedByCompiler) t.ok(compile(tree).includes(file), 'by the compiler');
  });
}

t.test('a plugin cannot give itself a reference to another', async (t) => {
  const tree = await plantTree(t, { 'plugins/alpha/neighbour.ts': plants[0]?.text ?? '' });
  const project = path.join(tree, 'plugins/alpha/tsconfig.json');
  const own = JSON.parse(fs.readFileSync(project, 'utf8')) as { references: { path: string }[] };
  const widened = { ...own, references: [...own.references, { path: '../beta' }] };
  fs.writeFileSync(project, JSON.stringify(widened));

  t.same(compile(tree), [], 'the compiler is taken in');
  t.same(await staleProjects(tree), ['plugins/alpha/tsconfig.json']);
});

t.test('a plugin cannot stay outside the projects, or add one beside its own', async (t) => {
  const tree = await plantTree(t, {});
  fs.mkdirSync(path.join(tree, 'plugins/gamma'));
  fs.writeFileSync(path.join(tree, 'plugins/gamma/index.ts'), 'export default never;\n');
  fs.writeFileSync(path.join(tree, 'plugins/beta/tsconfig.wide.json'), '{}');

  t.same(compile(tree), [], 'the compiler never looks at it');
  t.same(await staleProjects(tree), [
    'plugins/beta/tsconfig.wide.json',
    'plugins/gamma/tsconfig.json',
    'test/tsconfig.json',
    'tsconfig.json',
  ]);
});

t.test('a cruise that reads nothing, or not everything, is refused', async (t) => {
  await t.rejects(cruiseImports(t.testdir({ docs: {} })), /nothing to cruise/);
  const tree = await plantTree(t, { 'core/dist/earn.ts': 'export const earn: number = 1;\n' });
  await t.rejects(cruiseImports(tree), /not read: core\/dist\/earn\.ts/);
});

function door(name: string): string {
  const contract = "import { definePlugin } from '../../core/contract/plugin.ts';\n";
  return `${contract}export default definePlugin('${name}');\n`;
}

/** Inside our own folder, so that packages are found where we find them. */
async function plantTree(t: Test, planted: Readonly<Record<string, string>>): Promise<string> {
  const tree = t.testdir({});
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    fs.writeFileSync(path.join(tree, file), text);
  };
  for (const file of ['package.json', 'tsconfig.base.json', 'tsconfig.plugin.json']) {
    fs.copyFileSync(path.join(projectRoot, file), path.join(tree, file));
  }
  for (const [file, text] of Object.entries({ ...skeleton, ...planted })) write(file, text);
  for (const [file, text] of await projectFiles(tree)) write(file, text);
  return tree;
}

/** The files that the compiler refuses. */
function compile(tree: string): string[] {
  const tsc = path.join(projectRoot, 'node_modules/.bin/tsc');
  const { stdout } = spawnSync(tsc, ['--build'], { cwd: tree, encoding: 'utf8' });
  const refused = stdout.matchAll(/^(?<file>[^(\n]+)\(\d+,\d+\): error/gm);
  return [...refused].map(({ groups }) => groups?.['file'] ?? '');
}
