import fs from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { definePlugin } from '../../../core/contract/plugin.ts';
import { defineProblem, type ProblemKind } from '../../../core/contract/problem.ts';
import { ProblemCatalogue } from '../../../core/http/problem-catalogue.ts';
import { writeProblemsDocument } from '../../../core/http/problems-document.ts';
import { discoverPlugins } from '../../../core/plugins/discover-plugins.ts';
import { Type } from 'typebox';

const root = path.resolve(import.meta.dirname, '../../..');
const core = path.join(root, 'core');
const plugins = await discoverPlugins(new URL('../../../plugins/', import.meta.url));
const catalogue = new ProblemCatalogue(plugins.values());

function pluginWith(...names: string[]) {
  const problems = names.map((name) =>
    defineProblem({ name, status: 409, title: 'Full', explanation: 'There is no place left.' }),
  );
  const parts = { name: 'choir', title: { nl: 'Koor' }, config: Type.Object({}), roles: {} };
  return definePlugin({ ...parts, problems }).definition;
}

t.test('every problem of core is in the catalogue', async (t) => {
  const files = fs.globSync('*/problems.ts', { cwd: core });
  t.ok(files.length > 5, `${files.length} folders have problems`);

  for (const file of files) {
    const kinds = (await import(path.join(core, file))) as Record<string, ProblemKind>;
    for (const { definition } of Object.values(kinds)) {
      t.equal(catalogue.named(definition.name)?.kind.definition, definition, definition.name);
    }
  }
});

t.test('no problem of core or of a plugin is defined anywhere else', async (t) => {
  const elsewhere = fs
    .globSync('{core,plugins}/**/*.ts', { cwd: root, exclude: ['**/test/**'] })
    .filter((file) => path.basename(file) !== 'problems.ts')
    .filter((file) => /= defineProblem\(/.test(withoutComments(path.join(root, file))));

  t.same(elsewhere, []);
});

t.test('every refusal by an SQL function is a problem, or known to its use case', async (t) => {
  const read = (pattern: string): string =>
    fs
      .globSync(pattern, { cwd: root, exclude: ['**/test/**'] })
      .map((file) => fs.readFileSync(path.join(root, file), 'utf8'))
      .join('\n');
  const useCases = read('{core,plugins}/**/*.ts');
  const refusals = [...read('{core,plugins}/**/*.sql').matchAll(/core\.refuse\(\s*'([^']+)'/g)];
  const names = refusals.map((match) => match[1] ?? '');

  t.ok(names.includes('idempotency-key-reused'));
  t.same(
    names.filter((name) => !catalogue.named(name) && !useCases.includes(`'${name}'`)),
    [],
  );
});

t.test('docs/problems.md says what the code says', async (t) => {
  const document = fs.readFileSync(path.join(root, 'docs/problems.md'), 'utf8');

  t.equal(
    document,
    writeProblemsDocument(catalogue),
    'run node core/http/write-problems-document.ts',
  );
});

t.test('the problems of UiTPAS have the types that UiTPAS published', async (t) => {
  const published: Readonly<Record<string, string>> = {
    'invalid-data': 'body/invalid-data',
    'invalid-syntax': 'body/invalid-syntax',
    'body-missing': 'body/missing',
    unauthorized: 'auth/unauthorized',
    forbidden: 'auth/forbidden',
    'not-found': 'url/not-found',
    'query-limit-exceeded': 'url/query-limit-exceeded',
    'pass-not-found': 'uitpas/pass-not-found',
    'event-not-found': 'uitpas/event-not-found',
    'passholder-not-found': 'uitpas/passholder-not-found',
    'organizer-not-found': 'uitpas/organizer-not-found',
    'invalid-uitpasnumber': 'uitpas/invalid-uitpasnumber',
    'invalid-card-status': 'uitpas/invalid-card-status',
    'checkin-not-allowed': 'uitpas/checkin-not-allowed',
    'ticket-sale-not-found': 'uitpas/ticket-sale-not-found',
  };

  for (const [name, uri] of Object.entries(published)) {
    t.equal(catalogue.named(name)?.type, `https://api.publiq.be/probs/${uri}`, name);
  }
  t.equal(catalogue.named('insz-not-in-url')?.type, '/problems/insz-not-in-url');
});

t.test('a clerk reads in Dutch that what was sold or given out is not there', async (t) => {
  for (const name of ['role-unknown', 'role-not-found', 'ticket-sale-not-found']) {
    const message = catalogue.named(name)?.kind.definition.endUserMessage?.nl ?? '';
    t.match(message, /aan deze balie|Deze balie/, name);
  }
});

t.test('the problems of a plugin carry its name, and no two have one name', async (t) => {
  t.equal(new ProblemCatalogue([pluginWith('choir-full')]).named('choir-full')?.plugin, 'choir');
  t.throws(() => new ProblemCatalogue([pluginWith('full')]), /begins with the name of its plugin/);
  t.throws(() => new ProblemCatalogue([pluginWith('choir-full', 'choir-full')]), /the same name/);
});

function withoutComments(file: string): string {
  return fs.readFileSync(file, 'utf8').replaceAll(/\/\*.*?\*\/|\/\/.*/gs, '');
}
