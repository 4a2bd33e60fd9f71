import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { readPostmasterFile } from '../../core/database/embedded/postmaster-file.ts';
import { stopPostmaster } from '../../core/database/embedded/stop-postmaster.ts';
import type { DemoDescription } from '../../core/demo/describe-demo.ts';
import { makeFolder } from '../fixtures/make-folder.ts';

interface Test {
  teardown(run: () => unknown): unknown;
}

const root = path.resolve(import.meta.dirname, '../..');

/** A command of Pasklaar that was started as a program of its own. */
export interface RunningCommand {
  readonly child: ChildProcess;
  /** All that it said so far. */
  output(): string;
  /** Resolves when it has said something like this. @throws Error when it ends before */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** How a command is started: these variables of the environment, and no others of Pasklaar. */
export interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  /** The folder of the project when left out. */
  readonly cwd?: string;
}

/** Starts `pasklaar <args>`. */
function startCommand(
  t: Test,
  args: readonly string[],
  { env = {}, cwd = root }: Surroundings,
): RunningCommand {
  const { PATH, HOME, LANG } = process.env;
  const child = spawn(process.execPath, [path.join(root, 'core/cli.ts'), ...args], {
    cwd,
    env: { PATH, HOME, LANG, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let changed = Promise.withResolvers<void>();
  const tell = (): void => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      output += text.toString();
      tell();
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => {
    tell();
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    output: () => output,
    async said(pattern) {
      for (;;) {
        const found = pattern.exec(output);
        if (found !== null) return found;
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(`it ended without saying ${String(pattern)}:\n${output}`);
        }
        await changed.promise;
      }
    },
  };
}

/** Runs `pasklaar <args>` to its end. */
export async function runCommand(
  t: Test,
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<{ code: number | null; output: string }> {
  const command = startCommand(t, args, surroundings);
  const { code } = await command.ended;
  return { code, output: command.output() };
}

/** A data folder of a test's own; the database that a killed server leaves there is stopped. */
export function makeDataFolder(t: Test & { testdir(): string }): string {
  const folder = makeFolder(t);
  const pgFolder = path.join(fs.realpathSync(folder), 'pg');
  t.teardown(async () => {
    const postmaster = readPostmasterFile(pgFolder);
    if (postmaster) await stopPostmaster(pgFolder, postmaster.pid, () => {});
  });
  return folder;
}

/** A server that listens, and how to talk to it. */
export interface RunningServer extends RunningCommand {
  readonly address: string;
  readonly demo: DemoDescription;
  /** Asks the API as a client of the demo: `GET /passes/...`, or with a body a POST. */
  ask(clientId: string, resource: string, body?: unknown): Promise<Response>;
  /** An access token of a client of the demo. */
  tokenOf(clientId: string): Promise<string>;
}

/** Starts a server on a data folder, on a free port, and waits until it listens. */
export async function startServer(
  t: Test,
  dataFolder: string,
  env: NodeJS.ProcessEnv = {},
): Promise<RunningServer> {
  const own = { DATA_DIR: dataFolder, PORT: '0' };
  const command = startCommand(t, ['start'], { env: { ...own, ...env } });
  await command.said(/To stop: Ctrl-C/);
  const [, address = ''] = await command.said(/runs at (http:\S+)/);
  const text = fs.readFileSync(path.join(dataFolder, 'demo.json'), 'utf8');
  const demo = JSON.parse(text) as DemoDescription;
  return {
    ...command,
    address,
    demo,
    tokenOf: (clientId) => askToken(demo, clientId),
    async ask(clientId, resource, body) {
      const authorization = `Bearer ${await askToken(demo, clientId)}`;
      const whole = `${demo.apiUrl}${resource}`;
      if (body === undefined) return fetch(whole, { headers: { authorization } });
      return fetch(whole, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    },
  };
}

async function askToken({ tokenUrl, clients }: DemoDescription, clientId: string): Promise<string> {
  const secret = clients.find(({ id }) => id === clientId)?.secret ?? '';
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`no token for ${clientId}: ${response.status}`);
  return token;
}
