import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';

/*
 * The style of CONTRIBUTING.md that neither compiler, linter nor formatter can see. What breaks a
 * rule is counted with the rule, may only become less, and is struck out when it no longer does.
 */

const root = path.resolve(import.meta.dirname, '..');
const folders = ['bench', 'bin', 'config', 'core', 'plugins', 'test'];

interface SourceFile {
  /** From the project folder. */
  readonly path: string;
  readonly lines: readonly string[];
}

interface Rule {
  readonly name: string;
  /** What breaks it in one file: the number of the line, or the word. */
  check(file: SourceFile): readonly (number | string)[];
  /** A file that breaks it, to see that it is caught. */
  readonly violation: readonly [path: string, text: string];
  /** How often a file breaks it, by its path. */
  readonly exceptions?: Readonly<Record<string, number>>;
}

/** Names that say nothing of what is inside, so that everything ends up there. */
const emptyName = /^(util|helper|common|service|type|misc|shared|lib)s?$/;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
const sqlLimit = 250;
/** Spelled so that this file does not break its own rule. */
const unfinished = /\b(TO[D]O|FIX[M]E|X[X]X|HAC[K])\b/;

const lineLimit = 100;
const isComment = /^\s*(\/?\*|\/\/|--|#)/;
const namedFile = new RegExp(
  String.raw`(?<![\w./-])(?:${folders.join('|')}|docs)/[\w./-]+\.(?:ts|js|mjs|sql|md|yaml|txt)\b`,
  'g',
);

const rules: readonly Rule[] = [
  {
    name: 'every folder and file is named after what is inside',
    check: (file) => file.path.split('/').filter((part) => emptyName.test(path.parse(part).name)),
    violation: ['core/utils/round.ts', ''],
  },
  {
    name: 'names are in kebab-case',
    check: (file) =>
      file.path.split('/').filter((part) => !kebabCase.test(part) && !part.endsWith('.md')),
    violation: ['core/points/earnPoints.ts', ''],
  },
  {
    name: "the only index.ts is a plugin's door",
    check: ({ path: file }) =>
      /(^|\/)index\.ts$/.test(file) && !/^plugins\/[^/]+\/index\.ts$/.test(file) ? [file] : [],
    violation: ['core/points/index.ts', ''],
  },
  {
    name: 'nothing is exported that another file of ours made',
    check: (file) => matching(file, /^(export .*|\}) from '\.{1,2}\//).filter(isInExport(file)),
    violation: ['core/points/earn.ts', "export {\n  earn,\n} from './earn-points.ts';"],
  },
  {
    name: 'nothing says that it is unfinished',
    check: (file) => matching(file, unfinished),
    violation: ['core/points/earn.sql', ['-- TO', 'DO: later'].join('')],
  },
  {
    name: 'each export of the product says what it promises',
    check: (file) =>
      isProduct(file) ? matching(file, /^export /).filter((line) => !isDocumented(file, line)) : [],
    violation: ['core/points/earn.ts', 'const points = 1;\nexport const earned = points;'],
  },
  {
    name: 'only config/settings.ts reads the environment of the process',
    check: (file) =>
      file.path === 'config/settings.ts' || isTest(file) ? [] : matching(file, /process\.env\b/),
    violation: ['bench/run.ts', "const port = process.env['PORT'];"],
    // Plain JavaScript that finds Node 26: it has to know whether npx stands between.
    exceptions: { 'bin/pasklaar.js': 1 },
  },
  {
    name: 'a file that a comment names is there',
    check: ({ lines }) =>
      lines
        .filter((line) => isComment.test(line))
        .flatMap((line) => line.match(namedFile) ?? [])
        .filter((file) => !fs.existsSync(path.join(root, file))),
    violation: ['core/points/earn.sql', ['-- As core/points', 'earn-twice.ts does it.'].join('/')],
  },
  {
    name: 'core names no plugin',
    check: (file) => (file.path.startsWith('core/') ? matching(file, anyPlugin()) : []),
    violation: ['core/points/earn.ts', "if (plugin === 'staff-card') earn();"],
  },
  {
    name: `SQL has at most ${sqlLimit} lines a file, as the linter asks of TypeScript`,
    check: ({ path: file, lines }) =>
      /(?<!\/migrations\/[^/]+)\.sql$/.test(file) && lines.length > sqlLimit ? [sqlLimit + 1] : [],
    violation: ['core/points/earn.sql', '\n'.repeat(sqlLimit)],
  },
  {
    name: `a line has at most ${lineLimit} characters, as the formatter asks of code`,
    check: longLines,
    violation: ['core/points/earn.sql', `-- ${'earn '.repeat(20)}`],
  },
  {
    name: 'the linter is obeyed',
    check: (file) => matching(file, /\b(ox|es)lint-(disable|enable)/),
    violation: ['core/points/earn.ts', ['// oxlint', 'disable-next-line no-console'].join('-')],
    exceptions: { 'config/read-yaml.ts': 1 },
  },
];

const files = readFiles();

t.test('all TypeScript is in a project that the compiler and the linter read', async (t) => {
  const found = fs.globSync('**/*.{ts,tsx,mts,cts}', { cwd: root, exclude: isOutside });
  const projects = [...folders, 'web'];

  t.ok(files.length > 100, `${files.length} files are looked at`);
  t.same(
    found.filter((file) => !projects.includes(file.split('/')[0] ?? '')),
    [],
  );
});

for (const { name, check, violation, exceptions = {} } of rules) {
  t.test(name, async (t) => {
    const broken = files
      .map((file) => ({ name: file.path, found: check(file) }))
      .filter(({ found }) => found.length > 0);
    const stale = Object.keys(exceptions).filter(
      (key) => !broken.some((file) => file.name === key),
    );
    const [badPath, badText] = violation;

    t.not(check({ path: badPath, lines: badText.split('\n') }).length, 0, 'a violation is caught');
    for (const file of broken) {
      t.equal(
        file.found.length,
        exceptions[file.name] ?? 0,
        `${file.name}: ${file.found.join(', ')}`,
      );
    }
    t.same(stale, [], 'each exception is still one');
  });
}

function readFiles(): SourceFile[] {
  return fs
    .globSync(
      [
        `{${folders.join(',')}}/**/*.{ts,js,mjs,cjs,sql,yaml,css}`,
        '*.md',
        '{docs,plugins}/**/*.md',
      ],
      { cwd: root, exclude: isOutside },
    )
    .toSorted()
    .map((file) => ({
      path: file,
      lines: fs.readFileSync(path.join(root, file), 'utf8').split('\n'),
    }));
}

/** But for tables, addresses, what is shown as it is typed, and SQL as the ORM writes it. */
function longLines({ path: file, lines }: SourceFile): number[] {
  if (file.startsWith('core/database/migrations/') || file === 'docs/problems.md') return [];
  let isShown = false;
  return lines.flatMap((line, index) => {
    if (file.endsWith('.md') && /^\s*```/.test(line)) isShown = !isShown;
    const isTable = file.endsWith('.md') && /^\s*(\||<!--)/.test(line);
    // Code is wrapped by the formatter, which leaves one long text or pattern whole.
    const isCode = /\.(ts|js|cjs)$/.test(file) && !isComment.test(line);
    const isFree = isShown || isTable || isCode || /https?:\/\//.test(line);
    return line.length > lineLimit && !isFree ? [index + 1] : [];
  });
}

/**
 * The name of any plugin on disk, and of the one that docs/writing-a-plugin.md grows, as it is
 * written in files, in SQL or in permissions.
 */
function anyPlugin(): RegExp {
  const entries = fs.readdirSync(path.join(root, 'plugins'), { withFileTypes: true });
  const page = fs.readFileSync(path.join(root, 'docs/writing-a-plugin.md'), 'utf8');
  const grown = [...page.matchAll(/^`plugins\/(.+?)\//gm)].map(([, name = '']) => name);
  const names = [
    ...entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])),
    ...new Set(grown),
  ];
  return new RegExp(`\\b(${names.join('|').replaceAll('-', '[-_]')})`, 'i');
}

function isOutside(name: string): boolean {
  return /(^|\/)(node_modules|dist|\.[a-z]+)$/.test(name);
}

function isTest(file: SourceFile): boolean {
  return /^(test|plugins\/[^/]+\/test)\//.test(file.path);
}

function isProduct(file: SourceFile): boolean {
  return /^(core|config|plugins)\/.*\.ts$/.test(file.path) && !isTest(file);
}

/** The numbers of the lines that match. */
function matching(file: SourceFile, pattern: RegExp): number[] {
  return file.lines.flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}

/** A list of names over several lines may end an import as well as an export. */
function isInExport(file: SourceFile): (line: number) => boolean {
  return (line) =>
    file.lines
      .slice(0, line)
      .findLast((text) => /^(import|export)\b/.test(text))
      ?.startsWith('export') === true;
}

/**
 * By a docstring above it, or because it documents itself: a plugin's door, a problem with its
 * title, or a type that follows from the value beside it.
 */
function isDocumented(file: SourceFile, line: number): boolean {
  const text = file.lines[line - 1] ?? '';
  const above = file.lines[line - 2]?.trim() ?? '';
  const documentsItself = /^export (default |const \w+ = defineProblem\(|type \w+ = .*typeof )/;
  const isNextOverload = /^export function .*;$/.test(above);
  return above.endsWith('*/') || documentsItself.test(text) || isNextOverload;
}
