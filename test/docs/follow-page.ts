import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Test } from 'tap';
import { root } from './write-tables.ts';

const NEXT = '=== next ===';
const MISSING = ['/usr/bin/curl', '/bin/bash'].filter((tool) => !fs.existsSync(tool));

/** Why the steps of a page cannot be followed on this machine; false when they can. */
export const WITHOUT_TOOLS =
  MISSING.length > 0 && `NO ${MISSING.join(', ')}: the steps cannot be followed`;

/** A demo that runs as its reader starts it. */
export interface Demo {
  readonly dataFolder: string;
}

/**
 * Follows a page to the letter: runs its blocks of `sh` one after the other in one shell, and
 * compares what each says with the block of `json` right after it. The server has another port than
 * the usual one, so that a page that fixes an address is found out.
 *
 * @returns what differs, each as `command: where`; and what the shell complains of when it fails
 */
export async function followPage(page: string, demo: Demo): Promise<string[]> {
  const steps = [...page.matchAll(/```sh\n(.*?)```(?:\n\n```json\n(.*?)```)?/gs)].map(
    ([, commands = '', answer]) => ({ commands, answer }),
  );
  const script = steps.map(({ commands }) => `${commands}\necho "${NEXT}"\n`).join('');
  const { output, complaints, code } = await runShell(`set -e\n${script}`, {
    DATA_DIR: demo.dataFolder,
  });
  if (code !== 0) return [`ended with ${code}: ${complaints}`];
  const outputs = output.split(NEXT);
  return steps.flatMap(({ commands, answer }, at) => {
    if (answer === undefined) return [];
    const [name = ''] = commands.trim().split('\n').slice(-1);
    const found = differences(JSON.parse(answer), parse(outputs[at] ?? ''));
    return found.map((where) => `${name}: ${where}`);
  });
}

/**
 * Starts a demo on a data folder of its own. Started by root, PostgreSQL runs as another account,
 * which must get into the folder.
 */
export async function startDemo(t: Test): Promise<Demo> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pasklaar-api-'));
  fs.chmodSync(folder, 0o711);
  const dataFolder = path.join(folder, 'data');
  const server = spawn(process.execPath, ['core/cli.ts', 'start'], {
    cwd: root,
    env: environment({ DATA_DIR: dataFolder, PORT: '0', LOG_LEVEL: 'silent' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(server, 'exit');
  t.teardown(async () => {
    server.kill('SIGTERM');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  });
  const started = Promise.withResolvers<void>();
  let told = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      told += part;
      if (told.includes('To stop')) started.resolve();
    });
  }
  void ended.then(() => started.reject(new Error(`the demo did not start: ${told}`)));
  await started.promise;
  return { dataFolder };
}

async function runShell(script: string, variables: Record<string, string>) {
  const shell = spawn('/bin/bash', ['-c', script], {
    cwd: root,
    env: environment(variables),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, complaints] = await Promise.all([
    text(shell.stdout),
    text(shell.stderr),
    once(shell, 'exit'),
  ]);
  return { output, complaints, code: shell.exitCode };
}

/** As a reader has it: nothing that a test runner adds. */
function environment(variables: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], ...variables };
}

function parse(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return output;
  }
}

/** What changes with each run, and is shown as an example. */
const EXAMPLES: readonly RegExp[] = [
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
  /^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$/,
  /^\d{4}-\d\d(-\d\d)?$/,
];

/** Where an answer is not what the page shows; `...` there stands for anything, or for more. */
function differences(shown: unknown, actual: unknown, at = ''): string[] {
  if (shown === '...') return actual === undefined ? [`${at} is absent`] : [];
  if (typeof shown === 'string' && typeof actual === 'string') {
    const isExample = EXAMPLES.some((form) => form.test(shown) && form.test(actual));
    return isExample || shown === actual ? [] : [`${at} is ${actual}, shown as ${shown}`];
  }
  if (!isTree(shown) || !isTree(actual)) {
    return shown === actual ? [] : [`${at} is ${String(actual)}, shown as ${String(shown)}`];
  }
  const hasMore = Array.isArray(shown) && shown.at(-1) === '...';
  const keys = Object.keys(shown).slice(0, hasMore ? -1 : undefined);
  const added = Object.keys(actual).filter((key) => !hasMore && !keys.includes(key));
  return [
    ...added.map((key) => `${at}/${key} is not shown`),
    ...keys.flatMap((key) => differences(shown[key], actual[key], `${at}/${key}`)),
  ];
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
