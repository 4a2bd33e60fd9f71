import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/*
 * npm run check: everything that can be said of the code without running it.
 */

const root = path.resolve(import.meta.dirname, '..');
const binaries = path.join(root, 'node_modules/.bin');

/** What each check runs, from the project folder. */
const checks: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
  types: ['tsc', '--build', '--singleThreaded'],
  lint: ['oxlint', '--format=unix'],
  format: ['prettier', '--check', '--log-level=warn', '--cache', '--cache-strategy=content', '.'],
  architecture: ['node', 'test/architecture/check-architecture.ts'],
  'dead code': ['knip', '--no-progress', '--no-config-hints'],
};

/**
 * Runs all checks side by side and prints a line for each, with its output when it fails.
 *
 * @returns how many failed
 */
export async function runChecks(stop?: AbortSignal): Promise<number> {
  const outcomes = await Promise.all(Object.keys(checks).map((name) => runCheck(name, stop)));
  return outcomes.filter((isOk) => !isOk).length;
}

async function runCheck(name: string, stop: AbortSignal | undefined): Promise<boolean> {
  const [program = '', ...args] = checks[name] ?? [];
  const startedAtMs = performance.now();
  const child = spawn(path.join(binaries, program), args, {
    cwd: root,
    env: { ...process.env, PATH: `${binaries}${path.delimiter}${process.env['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill();
  stop?.addEventListener('abort', end, { once: true });
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  stop?.removeEventListener('abort', end);

  const isOk = child.exitCode === 0;
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`${isOk ? 'ok  ' : 'FAIL'} ${seconds.padStart(6)} s  ${name}`);
  if (!isOk) console.log(`${stdout}${stderr}`.trimEnd().replaceAll(/^/gm, '      '));
  return isOk;
}

if (import.meta.main) process.exitCode = (await runChecks()) > 0 ? 1 : 0;
