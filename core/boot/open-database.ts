import type { Plugins } from '../../config/municipalities.ts';
import type { Settings } from '../../config/settings.ts';
import { AlreadyRunning, type AppLock, takeAppLock } from '../database/app-lock.ts';
import { checkDatabase } from './check-database.ts';
import {
  type EmbeddedDatabase,
  findEmbeddedDatabase,
  startEmbeddedDatabase,
} from './embedded-database.ts';
import { foldersOf } from './folders.ts';
import { checkGivenDatabase } from './given-database.ts';
import { RefusalToStart } from './refusal-to-start.ts';
import { requireInstallation } from './require-installation.ts';
import type { Shutdown } from './shutdown.ts';

/** What opening the database asks for. */
export interface DatabaseOptions {
  readonly settings: Settings;
  readonly plugins: Plugins;
  /** Gives it free at the end. */
  readonly shutdown: Shutdown;
  readonly log: (line: string) => void;
}

/**
 * PostgreSQL has steps of its own, from a fast shutdown to a kill; this is longer than all of them.
 */
const DATABASE_PATIENCE_MS = 25_000;

/** How often is looked whether the embedded PostgreSQL is still there. */
const WATCH_INTERVAL_MS = 1_000;

/**
 * Claims the data folder for this process.
 *
 * @throws AlreadyRunning when another one works on it
 */
export function claimDataFolder(settings: Settings, shutdown: Shutdown): AppLock {
  const lock = takeAppLock(foldersOf(settings).data, Temporal.Now.instant());
  shutdown.add({ name: 'the lock', patienceMs: 1_000, close: () => lock.release() });
  return lock;
}

/**
 * The database of a process that runs for itself: the one that was given, or the embedded one,
 * which is started. The caller holds the data folder when it is embedded.
 *
 * @returns its address, as the role that owns nothing
 * @throws RefusalToStart that says what to do
 */
export async function openDatabase(options: DatabaseOptions): Promise<string> {
  const { settings, shutdown, log } = options;
  const plugins = [...options.plugins.values()];
  if (settings.databaseUrl !== undefined) {
    await checkGivenDatabase(settings.databaseUrl, plugins);
    return settings.databaseUrl;
  }
  const dataFolder = foldersOf(settings).data;
  const database = await startEmbeddedDatabase({ dataFolder, plugins, log });
  shutdown.add({
    name: 'PostgreSQL',
    patienceMs: DATABASE_PATIENCE_MS,
    isVital: true,
    close: () => database.stop(),
  });
  endWithDatabase(database, shutdown);
  await checkDatabase(database.appUrl);
  return database.appUrl;
}

/**
 * Ends the process when its PostgreSQL is gone, for somebody killed it: whatever watches over
 * Pasklaar sees that and starts it again, which heals. What was acknowledged is kept.
 */
function endWithDatabase(database: EmbeddedDatabase, shutdown: Shutdown): void {
  const watch = setInterval(() => {
    if (database.isRunning()) return;
    clearInterval(watch);
    shutdown.ask('its PostgreSQL is gone: start it again', 1);
  }, WATCH_INTERVAL_MS);
  watch.unref();
  shutdown.add({
    name: 'the watch over PostgreSQL',
    patienceMs: 100,
    close: () => clearInterval(watch),
  });
}

/**
 * The database of a process that works beside others: the one that was given, or the embedded one
 * of the server that runs on this data folder.
 *
 * @throws RefusalToStart when none runs; NoInstallation when none ever did
 */
export async function joinDatabase({ settings, plugins }: DatabaseOptions): Promise<string> {
  if (settings.databaseUrl === undefined) requireInstallation(foldersOf(settings).data);
  const appUrl = settings.databaseUrl ?? findEmbeddedDatabase(foldersOf(settings).data);
  if (appUrl === undefined) {
    throw new RefusalToStart(
      'no Pasklaar runs here: start it with `npm start`, or set DATABASE_URL',
    );
  }
  await checkGivenDatabase(appUrl, [...plugins.values()]);
  return appUrl;
}

/**
 * The database of a command that does one thing: of the server that runs on this data folder, or
 * else the embedded one, started for the command alone.
 *
 * @throws RefusalToStart when a server is just starting; NoInstallation where none ever did
 */
export async function borrowDatabase(options: DatabaseOptions): Promise<string> {
  const { settings, shutdown } = options;
  if (settings.databaseUrl !== undefined) return openDatabase(options);
  requireInstallation(foldersOf(settings).data);
  try {
    claimDataFolder(settings, shutdown);
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    if (error.address !== null) return joinDatabase(options);
    throw new RefusalToStart('Pasklaar is just starting here: try again in a moment');
  }
  return openDatabase(options);
}

/** Whether a server works on the data folder at this moment. */
export function isClaimed(settings: Settings): boolean {
  try {
    takeAppLock(foldersOf(settings).data, Temporal.Now.instant()).release();
    return false;
  } catch (error) {
    if (error instanceof AlreadyRunning) return true;
    throw error;
  }
}
