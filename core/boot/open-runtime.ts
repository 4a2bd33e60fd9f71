import type { Logger } from 'pino';
import { formatWarnings } from '../../config/configuration-error.ts';
import type { Plugins } from '../../config/municipalities.ts';
import type { Settings } from '../../config/settings.ts';
import type { Core } from '../core.ts';
import { type OpenQueue, openQueue, type QueuePlace } from '../jobs/bullmq-queue.ts';
import { discoverPlugins } from '../plugins/discover-plugins.ts';
import { CurrentInstallation } from './current-installation.ts';
import { foldersOf, PLUGINS_FOLDER } from './folders.ts';
import { openCore } from './open-core.ts';
import type { Shutdown } from './shutdown.ts';

/** What every process of Pasklaar works with, be it a server, a worker or an import. */
export interface Runtime {
  readonly core: Core;
  /** For background work: its statements may take as long as they need. */
  readonly background: Core;
  readonly queue: OpenQueue;
  readonly place: QueuePlace;
  readonly installation: CurrentInstallation;
}

/** What opening it asks for. */
export interface RuntimeOptions {
  readonly settings: Settings;
  /** Closes it at the end. */
  readonly shutdown: Shutdown;
  readonly log: Logger;
  /** Whether people wait for its answers. No when left out. */
  readonly answersRequests?: boolean;
  /** Answers the address of the database, as the role that owns nothing. */
  openDatabase(plugins: Plugins): Promise<string>;
}

const PATIENCE_MS = 5_000;

/**
 * Opens all that a process works with. What is wrong with the plugins or the configuration is told
 * before the database is touched.
 *
 * @throws BrokenPlugins, ConfigurationRefused, RefusalToStart
 */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { settings, shutdown, log, answersRequests = false } = options;
  const folders = foldersOf(settings);
  const plugins = await discoverPlugins(PLUGINS_FOLDER);
  const installation = await CurrentInstallation.load(folders.municipalities, plugins);
  if (installation.warnings.length > 0) log.warn(formatWarnings(installation.warnings));
  shutdown.throwIfAsked();

  const appUrl = await options.openDatabase(plugins);
  shutdown.throwIfAsked();

  const place = { databaseUrl: appUrl, redisUrl: settings.redisUrl };
  const queue = openQueue(place, log);
  shutdown.add({ name: 'the queue', patienceMs: PATIENCE_MS, close: () => queue.close() });
  const { core, background, close } = await openCore({
    settings,
    appUrl,
    plugins,
    installation,
    log,
    dataFolder: folders.data,
    jobs: queue,
    answersRequests,
  });
  shutdown.add({ name: 'the database', patienceMs: PATIENCE_MS, close });
  shutdown.throwIfAsked();
  return { core, background, queue, place, installation };
}
