import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { layOutDatabase } from '../core/boot/layout-version.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../core/database/embedded/start-embedded-postgres.ts';
import { discoverPlugins } from '../core/plugins/discover-plugins.ts';
import { run } from './measure.ts';

const root = path.resolve(import.meta.dirname, '..');
const READY_WITHIN_MS = 30_000;

/** What `npx pasklaar demo --json` tells, as far as the bench needs it. */
export interface Demo {
  readonly tokenUrl: string;
  readonly apiUrl: string;
  readonly clients: readonly { id: string; secret: string; organizerId: string }[];
  readonly events: readonly {
    id: string;
    organizerId: string;
    municipality: string;
    regularPriceCents: number;
  }[];
}

/** Pasklaar as its users run it, in processes of its own, on a database of its own. */
export interface BenchServer {
  readonly demo: Demo;
  /** As the app's role, without rights beyond it: also for pgbench. */
  readonly appUrl: string;
  readonly owner: Client;
  token(clientId: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL and the server, with `LOG_LEVEL=warn`, no bound on how often one client asks,
 * and everything else as by default.
 */
export async function startBenchServer(folder: string): Promise<BenchServer> {
  const postgres = await startEmbeddedPostgres({ dataFolder: folder, log: () => {} });
  try {
    return await startServer(postgres, folder);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function startServer(postgres: EmbeddedPostgres, folder: string): Promise<BenchServer> {
  const ownerUrl = await createDatabase(postgres);
  const plugins = await discoverPlugins(new URL('../plugins/', import.meta.url));
  const { appUrl } = await layOutDatabase({
    ownerUrl,
    appPassword: 'bench',
    plugins: [...plugins.values()],
  });
  const port = await freePort();
  const settings = [
    `DATABASE_URL=${appUrl}`,
    `DATA_DIR=${folder}`,
    'LOG_LEVEL=warn',
    'PASKLAAR_DEMO=on',
    // Counted as ever; so often no desk asks.
    'RATE_LIMIT_REQUESTS_PER_MINUTE=100000000',
    `PORT=${port}`,
  ];
  // As `npm start` does.
  const flags = ['--max-semi-space-size=64'];
  const command = [process.execPath, ...flags, path.join(root, 'core/cli.ts'), 'start'];
  const child = spawn('env', [...settings, ...command], { stdio: ['ignore', 'ignore', 'inherit'] });
  await untilReady(child, `http://127.0.0.1:${port}/readyz`);
  const demo = await readDemo(folder);
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  return {
    demo,
    appUrl,
    owner,
    token: (clientId) => fetchToken(demo, clientId),
    stop: async () => {
      await owner.end();
      await stopChild(child);
      await postgres.stop();
    },
  };
}

/** Ends a process that was started here, and waits for it. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

async function createDatabase(postgres: EmbeddedPostgres): Promise<string> {
  const client = new Client({ connectionString: postgres.superuserUrl() });
  await client.connect();
  await client.query('create database bench');
  await client.end();
  return postgres.superuserUrl('bench');
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await wait(50);
  }
  throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms`);
}

async function readDemo(folder: string): Promise<Demo> {
  const output = await run('env', [
    `DATA_DIR=${folder}`,
    'PASKLAAR_DEMO=on',
    process.execPath,
    path.join(root, 'core/cli.ts'),
    'demo',
    '--json',
  ]);
  return JSON.parse(output) as Demo;
}

async function fetchToken(demo: Demo, clientId: string): Promise<string> {
  const client = demo.clients.find(({ id }) => id === clientId);
  if (!client) throw new Error(`the demo has no client ${clientId}`);
  const basic = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
  const answer = await fetch(demo.tokenUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`no token: ${answer.status}`);
  return token;
}
