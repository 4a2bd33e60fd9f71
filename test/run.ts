import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../core/database/embedded/start-embedded-postgres.ts';
import { runChecks } from './check.ts';
import { makeTemplate } from './database/make-template.ts';
import { testServerSettings } from './database/test-server.ts';
import { findRedis } from './runner/find-redis.ts';
import { printFile, printSummary } from './runner/print-results.ts';
import { runTestFile, type FileResult, type FileRun } from './runner/run-test-file.ts';

/*
 * npm test [-- [--no-check] [FILE or FOLDER ...]]
 *
 * First `npm run check`, then every test file, some at a time, on a PostgreSQL of its own. The last
 * line is `N passed, N failed, N skipped`, in assertions.
 */

const root = path.resolve(import.meta.dirname, '..');
/** As many as there are processors: more would make each late, and what waits for a clock fail. */
const jobs = Math.min(os.availableParallelism(), 6);
const defaultBudgetSeconds = 60;

/** Files that may take longer, in seconds. Generous: a slow machine is not a slow test. */
const budgets: Readonly<Record<string, number>> = {
  'test/api/access.test.ts': 120,
  'test/browser/desk-page.test.ts': 120,
  'test/core/database/embedded/start-embedded-postgres.test.ts': 120,
  'test/core/database/embedded/survive-a-crash.test.ts': 120,
  'test/core/imports/benefits-of-lier.test.ts': 240,
  'test/core/imports/children-of-lier.test.ts': 240,
  'test/core/imports/year-of-lier.test.ts': 400,
  'test/core/server.test.ts': 120,
  'test/fuzz/fuzz.test.ts': 360,
  'test/twin/twins.test.ts': 360,
};

const { values, positionals } = parseArgs({
  options: { 'no-check': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    console.log(`\nstopping on ${signal}`);
    stop.abort();
    process.exitCode = 128 + os.constants.signals[signal];
  });
}

const files = findTestFiles(positionals);
const checksFailed = values['no-check'] ? 0 : await runChecks(stop.signal);
const outcome = stop.signal.aborted ? [] : await runOnOwnServer(files);
const failed = printSummary(outcome, checksFailed);
if (failed > 0 || outcome.length === 0) process.exitCode ??= 1;

/** Test files below what was asked for; all when nothing was. */
function findTestFiles(asked: string[]): string[] {
  const found = fs
    .globSync(['test/**/*.test.ts', 'plugins/*/test/**/*.test.ts'], { cwd: root })
    .toSorted((a, b) => budgetOf(b) - budgetOf(a) || (a < b ? -1 : 1));
  for (const file of Object.keys(budgets)) {
    if (!found.includes(file)) throw new Error(`test/run.ts has a budget for ${file}: not there`);
  }
  if (asked.length === 0) return found;
  const wanted = asked.map((name) => path.relative(root, path.resolve(name)));
  const isWanted = (file: string, name: string) => file === name || file.startsWith(`${name}/`);
  for (const name of wanted) {
    if (found.some((file) => isWanted(file, name))) continue;
    console.error(`${name} has no test files`);
    process.exit(2);
  }
  return found.filter((file) => wanted.some((name) => isWanted(file, name)));
}

function budgetOf(file: string): number {
  return budgets[file] ?? defaultBudgetSeconds;
}

async function runOnOwnServer(wanted: string[]): Promise<FileResult[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pasklaar-tests-'));
  // PostgreSQL may run as another account, which has to get through.
  fs.chmodSync(folder, 0o711);
  const server = await startEmbeddedPostgres({
    dataFolder: folder,
    log: (line) => console.log(line),
    settings: testServerSettings,
  });
  try {
    const superuserUrl = server.superuserUrl();
    const template = await makeTemplate(superuserUrl, (error) => {
      throw error;
    });
    const env = await environment({ superuserUrl, template });
    return await runInParallel(wanted, { cwd: root, env, stop: stop.signal });
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing of the machine's services reaches a test, Redis excepted. */
async function environment(database: {
  superuserUrl: string;
  template: string;
}): Promise<NodeJS.ProcessEnv> {
  const inherited = [
    'PATH',
    'HOME',
    'LANG',
    'TMPDIR',
    'CI',
    'FORCE_COLOR',
    'NO_COLOR',
    'FUZZ_RUNS',
    'FUZZ_SEED',
    'WHOLE_YEAR',
  ];
  const kept = Object.entries(process.env).filter(([name]) => inherited.includes(name));
  const redisUrl = await findRedis(process.env['TEST_REDIS_URL']);
  if (redisUrl === undefined) console.log('NO REDIS ANSWERS: what needs one is skipped');
  return {
    ...Object.fromEntries(kept),
    // Each file is a process: what they all load is compiled once.
    NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/pasklaar-test-modules'),
    TEST_DATABASE_SUPERUSER_URL: database.superuserUrl,
    TEST_TEMPLATE: database.template,
    ...(redisUrl === undefined ? {} : { TEST_REDIS_URL: redisUrl }),
  };
}

async function runInParallel(
  wanted: string[],
  run: Omit<FileRun, 'budgetSeconds'>,
): Promise<FileResult[]> {
  const waiting = wanted.values();
  const results: FileResult[] = [];
  const runNext = async (): Promise<void> => {
    for (const file of waiting) {
      if (run.stop.aborted) return;
      const result = await runTestFile(file, { ...run, budgetSeconds: budgetOf(file) });
      printFile(result);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: jobs }, runNext));
  return results;
}
