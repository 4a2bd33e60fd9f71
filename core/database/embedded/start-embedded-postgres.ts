import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeDataFolder } from '../app-lock.ts';
import { createCluster, readSecret, superuser } from './create-cluster.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { runPostmaster } from './run-postmaster.ts';
import { stopPostmaster } from './stop-postmaster.ts';
import { chooseAccount, refuseForeignData } from './unprivileged-account.ts';

/** A running PostgreSQL that belongs to this process. */
export interface EmbeddedPostgres {
  port: number;
  pid: number;
  /** Connection string of the superuser. @param database default `postgres` */
  superuserUrl(database?: string): string;
  /** Fast shutdown; resolves when the server is gone. May be called more than once. */
  stop(): Promise<void>;
}

/** What a start needs. */
export interface EmbeddedPostgresOptions {
  /** Made when it is absent. The caller holds its application lock. */
  dataFolder: string;
  log: (message: string) => void;
  /** Settings of PostgreSQL on top of ours, such as `{ work_mem: '16MB' }`. */
  settings?: Readonly<Record<string, string>>;
}

/**
 * Reachable by this machine alone, a log that never quotes a statement with its values, and a
 * quarter of the memory for its cache, as PostgreSQL advises; no town needs more than 2 GB.
 */
const ownSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  logging_collector: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  shared_buffers: `${cacheMegabytes(os.totalmem(), process.constrainedMemory())}MB`,
  max_wal_size: '4GB',
};

/**
 * @param memory of the machine, in bytes
 * @param limit of the container in bytes; 0, or more than the machine has, without one
 */
export function cacheMegabytes(memory: number, limit: number): number {
  const available = limit > 0 ? Math.min(memory, limit) : memory;
  return Math.min(Math.max(Math.floor(available / 4 / 2 ** 20), 128), 2048);
}

/**
 * Starts the PostgreSQL that comes with Pasklaar on `<dataFolder>/pg`, on a free port of 127.0.0.1.
 * The first time it makes the database. A server that a killed Pasklaar left running is taken
 * over when it runs with the same settings, else restarted. It runs detached, so that Ctrl-C
 * reaches the application first, and is not stopped by the end of this process: call `stop()`.
 * No signal handlers are installed. What the server says is in `<dataFolder>/pg.log`.
 *
 * @throws Error, with the last lines of that log, when it does not start; when the data is of
 *   another major version of PostgreSQL; when no account can run it.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { log } = options;
  const startedAtMs = performance.now();
  makeDataFolder(options.dataFolder);
  // The server is recognised by the path on its command line: one folder, one spelling.
  const dataFolder = fs.realpathSync(options.dataFolder);
  const pgFolder = path.join(dataFolder, 'pg');
  const settings = { ...ownSettings, ...options.settings };

  const binaries = findPostgresBinaries();
  const { postgres } = binaries;
  const { account, postgresMajor } = await chooseAccount(postgres, dataFolder);
  refuseForeignData(account, pgFolder);
  if (!fs.existsSync(path.join(pgFolder, 'PG_VERSION'))) {
    log(`making a new database in ${pgFolder}`);
    await createCluster(binaries, account, { dataFolder, isDurable: settings['fsync'] !== 'off' });
  }
  assertSameMajor(pgFolder, postgresMajor);
  const password = readSecret(dataFolder);

  const logFile = path.join(dataFolder, 'pg.log');
  const { pid, port } = await runPostmaster({
    postgres,
    pgFolder,
    account,
    settings,
    logFile,
    log,
  });
  const tookMs = Math.round(performance.now() - startedAtMs);
  log(`PostgreSQL ${postgresMajor} on port ${port} (pid ${pid}, ${account.label}) in ${tookMs} ms`);

  return {
    port,
    pid,
    superuserUrl: (database = 'postgres') =>
      `postgres://${superuser}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop: () => stopPostmaster(pgFolder, pid, log),
  };
}

function assertSameMajor(pgFolder: string, postgresMajor: number): void {
  const dataMajor = fs.readFileSync(path.join(pgFolder, 'PG_VERSION'), 'utf8').trim();
  if (dataMajor === String(postgresMajor)) return;
  throw new Error(
    `The data in ${pgFolder} is of PostgreSQL ${dataMajor}, and this is PostgreSQL ` +
      `${postgresMajor}: dump it with the version that made it and load it in a new one, ` +
      'or set DATABASE_URL.',
  );
}
