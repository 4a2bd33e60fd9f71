import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isPostmasterOf, readCommandLine, readPostmasterFile } from './postmaster-file.ts';
import { openServerLog, type ServerLog } from './server-log.ts';
import { stopOrphans, stopPostmaster } from './stop-postmaster.ts';
import { giveTo, type Account } from './unprivileged-account.ts';

/** All that decides how the server runs. */
export interface PostmasterPlan {
  /** The program. */
  postgres: string;
  /** Real path of the data folder of PostgreSQL. */
  pgFolder: string;
  account: Account;
  settings: Readonly<Record<string, string>>;
  /** Where the server writes what it has to say. */
  logFile: string;
  log: (message: string) => void;
}

/** A server that accepts connections. */
export interface Postmaster {
  pid: number;
  port: number;
}

const pollMs = 20;
/** Recovery after a crash reads the write-ahead log first, which can take minutes. */
const startLimitMs = 10 * 60_000;
const progressMs = 10_000;

/** Somebody else may take the free port before PostgreSQL does. */
const portTaken = 'could not create any TCP/IP sockets';
const portAttempts = 5;

/**
 * A process that a killed server left behind and that is ending has lost its command line and its
 * folder in /proc already, and not yet its shared memory. Only PostgreSQL itself sees that one.
 */
const memoryInUse = 'pre-existing shared memory block';
const orphanLimitMs = 10_000;

/**
 * Sees to it that one server runs on the data folder: the one that runs there already when it is
 * what the plan asks for, else a new one on a free port of 127.0.0.1.
 *
 * @throws Error with the last lines of the server's log when it does not start.
 */
export async function runPostmaster(plan: PostmasterPlan): Promise<Postmaster> {
  const { account, logFile, pgFolder } = plan;
  const running = await takeOver(plan);
  if (running !== undefined) return running;

  await stopOrphans(pgFolder);
  giveTo(account, pgFolder);
  const serverLog = openServerLog(logFile);
  const startedAtMs = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    const started = await startOn(plan, await findFreePort(), serverLog);
    if (started !== undefined) return started;
    const said = serverLog.readNew();
    const isWorthAnother = said.includes(portTaken)
      ? attempt < portAttempts
      : said.includes(memoryInUse) && performance.now() - startedAtMs < orphanLimitMs;
    if (!isWorthAnother) {
      throw new Error(`PostgreSQL did not start; ${logFile} ends with:\n${said}`);
    }
    await delay(pollMs);
  }
}

/** The server that is running on the data already, or undefined when a new one must be started. */
async function takeOver(plan: PostmasterPlan): Promise<Postmaster | undefined> {
  const { pgFolder, log } = plan;
  const running = readPostmasterFile(pgFolder);
  if (running === undefined || !isPostmasterOf(pgFolder, running.pid)) return undefined;
  const { pid, port, status } = running;
  const isAsPlanned = readCommandLine(pid) === commandOf(plan, port).join(' ');
  if (isAsPlanned && status !== 'stopping') {
    log(`taking over the PostgreSQL that was left running (pid ${pid})`);
    if (await becomesReady(plan, pid, () => isPostmasterOf(pgFolder, pid))) return { pid, port };
  }
  await stopPostmaster(pgFolder, pid, log);
  return undefined;
}

/** Undefined when it ended before it was ready. */
async function startOn(
  plan: PostmasterPlan,
  port: number,
  serverLog: ServerLog,
): Promise<Postmaster | undefined> {
  const [program = '', ...programArgs] = commandOf(plan, port);
  const { file, args, options } = plan.account.launch(program, programArgs);
  const output = serverLog.open();
  const child = spawn(file, args, {
    ...options,
    env: { ...options.env, ...allowForStaleFile(plan.pgFolder) },
    detached: true,
    stdio: ['ignore', output, output],
  });
  fs.closeSync(output);
  await once(child, 'spawn');
  child.unref();
  const { pid } = child;
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  if (pid === undefined || !(await becomesReady(plan, pid, isAlive))) return undefined;
  return { pid, port };
}

/**
 * PostgreSQL refuses to start while any process has the number in a left-over `postmaster.pid`: a
 * zombie, or one that got the number later. It is known by now that this is no server of the
 * data. The variable, by which pg_ctl excludes its own shell, lifts that one check; PostgreSQL
 * then replaces the file itself and still looks whether its shared memory is in use, which it
 * could not do if the file were removed for it.
 * Source: CreateLockFile in src/backend/utils/init/miscinit.c of PostgreSQL 18.
 */
function allowForStaleFile(pgFolder: string): Record<string, string> {
  const stale = readPostmasterFile(pgFolder);
  return stale === undefined ? {} : { PG_GRANDPARENT_PID: String(stale.pid) };
}

/** False when the server ended, or was stopped because it was not ready within the limit. */
async function becomesReady(
  { pgFolder, logFile, log }: PostmasterPlan,
  pid: number,
  isAlive: () => boolean,
): Promise<boolean> {
  const startedAtMs = performance.now();
  let toldAtMs = startedAtMs;
  while (isAlive()) {
    const current = readPostmasterFile(pgFolder);
    if (current?.pid === pid && current.status === 'ready') return true;
    const nowMs = performance.now();
    if (nowMs - startedAtMs > startLimitMs) {
      await stopPostmaster(pgFolder, pid, log);
      return false;
    }
    if (nowMs - toldAtMs > progressMs) {
      log(`PostgreSQL is still starting; see ${logFile}`);
      toldAtMs = nowMs;
    }
    await delay(pollMs);
  }
  return false;
}

function commandOf({ postgres, pgFolder, settings }: PostmasterPlan, port: number): string[] {
  const tuning = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [postgres, '-D', pgFolder, '-p', String(port), ...tuning];
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
