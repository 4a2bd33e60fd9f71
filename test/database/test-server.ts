import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/**
 * Faster than a disk allows: a test database need not survive a crash. The product refuses to
 * start on such a server, so a test of a whole start makes its own with `startEmbeddedPostgres`.
 */
export const testServerSettings: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
};

/** Where the server that outlives a test run keeps its data, its lock and its address. */
export const keptServerFolder = path.resolve(
  import.meta.dirname,
  '../../node_modules/.cache/pasklaar-test',
);

/** Holds the superuser's connection string of the kept server while it runs. Mode 0600. */
export const keptServerAddress = path.join(keptServerFolder, 'superuser-url');

const pollMs = 50;
const startLimitMs = 60_000;

/**
 * The superuser's connection string of the server that tests work on: the one that the runner
 * names in TEST_DATABASE_SUPERUSER_URL, else the kept server of this checkout, which is started
 * when it is not running. It stops by itself when nobody has used it for half an hour; until
 * then a single test file runs without waiting for a server.
 *
 * @throws Error with the place of the log when the kept server does not start.
 */
export async function findTestServer(): Promise<string> {
  const named = process.env['TEST_DATABASE_SUPERUSER_URL'];
  if (named !== undefined) return named;

  const running = await readKeptServer();
  if (running !== undefined) return running;
  const keeper = startKeeper();
  const deadline = performance.now() + startLimitMs;
  while (performance.now() < deadline) {
    await delay(pollMs);
    const started = await readKeptServer();
    if (started !== undefined) return started;
    // A keeper that ends well found that another one is starting.
    if (keeper.exitCode !== null && keeper.exitCode !== 0) break;
  }
  throw new Error(
    `the test server did not start; see ${path.join(keptServerFolder, 'keeper.log')}`,
  );
}

function startKeeper(): ReturnType<typeof spawn> {
  fs.mkdirSync(keptServerFolder, { recursive: true });
  const log = fs.openSync(path.join(keptServerFolder, 'keeper.log'), 'w');
  const program = path.join(import.meta.dirname, 'keep-server.ts');
  const keeper = spawn(process.execPath, [program], {
    cwd: '/',
    detached: true,
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  keeper.unref();
  return keeper;
}

async function readKeptServer(): Promise<string | undefined> {
  const address = readIfPresent(keptServerAddress);
  if (address === undefined || !(await answers(address))) return undefined;
  // The keeper reads in the time of the file when the server was last asked for.
  const now = new Date();
  fs.utimesSync(keptServerAddress, now, now);
  return address;
}

function readIfPresent(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    // Left by a keeper that was killed, or one that is just stopping: not a server to work on.
    return false;
  }
}
