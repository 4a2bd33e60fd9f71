import fs from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { AlreadyRunning, takeAppLock } from '../../core/database/app-lock.ts';
import { startEmbeddedPostgres } from '../../core/database/embedded/start-embedded-postgres.ts';
import { keptServerAddress, keptServerFolder, testServerSettings } from './test-server.ts';

/*
 * Started by findTestServer, in the background: keeps one PostgreSQL for the test files that are
 * run one by one, and stops it when no test has asked for it in half an hour and none is at work.
 */

const idleLimitMs = 30 * 60_000;
const lookEveryMs = 10_000;

async function keepServer(stop: AbortSignal): Promise<void> {
  const server = await startEmbeddedPostgres({
    dataFolder: keptServerFolder,
    log: (line) => console.log(line),
    settings: testServerSettings,
  });
  try {
    const draft = `${keptServerAddress}.new`;
    fs.writeFileSync(draft, server.superuserUrl(), { mode: 0o600 });
    fs.renameSync(draft, keptServerAddress);
    while (!stop.aborted && (idleMs() < idleLimitMs || (await isInUse(server.superuserUrl())))) {
      // Rejects when the signal comes, which the condition above then sees.
      await delay(lookEveryMs, undefined, { signal: stop }).catch(() => undefined);
    }
  } finally {
    fs.rmSync(keptServerAddress, { force: true });
    await server.stop();
  }
}

/** Every test that asks touches the file. It is gone when node_modules was made anew. */
function idleMs(): number {
  const stat = fs.statSync(keptServerAddress, { throwIfNoEntry: false });
  return stat === undefined ? Infinity : Date.now() - stat.mtimeMs;
}

/** A test that asked long ago may take hours, as a fuzz of 10,000 requests per operation does. */
async function isInUse(superuserUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const others =
      'select from pg_stat_activity where datname is not null and pid <> pg_backend_pid()';
    return (await client.query(others)).rowCount !== 0;
  } finally {
    await client.end();
  }
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stop.abort());
}
try {
  const lock = takeAppLock(keptServerFolder, Temporal.Now.instant());
  await keepServer(stop.signal);
  lock.release();
} catch (error) {
  if (!(error instanceof AlreadyRunning)) throw error;
}
