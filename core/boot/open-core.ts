import path from 'node:path';
import type { Logger } from 'pino';
import type { Settings } from '../../config/settings.ts';
import type { PluginDefinition } from '../contract/plugin.ts';
import type { Core } from '../core.ts';
import { nativePool, openOrm, type OrmOptions } from '../database/orm.ts';
import { knownGovernments } from '../government/known-governments.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import {
  MunicipalityMoved,
  publishConfiguration,
} from '../municipalities/publish-configuration.ts';
import { loadKeyRing } from '../secrets/load-key-ring.ts';
import { agreeOnKeys, hasKeys } from './agree-on-keys.ts';
import type { CurrentInstallation } from './current-installation.ts';
import { RefusalToStart } from './refusal-to-start.ts';
import { requireInstallation } from './require-installation.ts';

/** What {@link openCore} makes a core out of. */
export interface CoreParts {
  readonly settings: Settings;
  /** The database, as the role that owns nothing. */
  readonly appUrl: string;
  readonly dataFolder: string;
  readonly plugins: ReadonlyMap<string, PluginDefinition>;
  readonly installation: CurrentInstallation;
  readonly jobs: JobQueue;
  readonly log: Pick<Logger, 'error'>;
  /** Whether people wait for its answers: then no statement may take long. */
  readonly answersRequests: boolean;
}

/** A core, and what closes it. */
export interface OpenCore {
  readonly core: Core;
  /** The same for background work, whose statements may take as long as they need. */
  readonly background: Core;
  close(): Promise<void>;
}

/** As many as there are jobs at the same time; more of them would wait for each other. */
const BACKGROUND_POOL_SIZE = 4;

/**
 * Opens what every use case works with: the tables, the keys and the configuration, which is
 * written to the database so that facts can refer to it.
 *
 * @throws RefusalToStart when others work on the database with other keys, or when a town is in
 * another card system there; NoInstallation when there are no keys yet and it is no server, which
 * alone makes the first ones
 */
export async function openCore(parts: CoreParts): Promise<OpenCore> {
  const { answersRequests, dataFolder, installation, jobs, plugins, settings } = parts;
  const { databasePoolSize: poolSize, statementTimeoutS } = settings;
  await using opening = new AsyncDisposableStack();
  const open = async (limits: Pick<OrmOptions, 'poolSize' | 'statementTimeoutMs'>) => {
    const tables = await openTables(parts, limits);
    opening.defer(tables.close);
    return { orm: tables.orm, pool: tables.pool };
  };
  const statementTimeoutMs = statementTimeoutS * 1000;
  const tables = await open(answersRequests ? { poolSize, statementTimeoutMs } : { poolSize });
  await publishConfiguration(tables.orm, installation.get(), Date.now()).catch((error: unknown) => {
    throw error instanceof MunicipalityMoved ? new RefusalToStart(error.message) : error;
  });
  const isNew = !(await hasKeys(tables.pool));
  if (isNew && !answersRequests) requireInstallation(dataFolder);
  const mayMakeFirst = isNew && answersRequests;
  const keys = await loadKeyRing(dataFolder, { now: Date.now(), mayMakeFirst });
  await agreeOnKeys(tables.pool, keys, path.join(dataFolder, 'keys.json'));
  const core: Core = {
    ...tables,
    plugins,
    installation: () => installation.get(),
    keys,
    jobs,
    governments: knownGovernments(settings.mode),
    now: () => Date.now(),
  };
  const background = answersRequests
    ? { ...core, ...(await open({ poolSize: BACKGROUND_POOL_SIZE })) }
    : core;
  const opened = opening.move();
  return { core, background, close: () => opened.disposeAsync() };
}

async function openTables(
  { appUrl, log, plugins }: CoreParts,
  limits: Pick<OrmOptions, 'poolSize' | 'statementTimeoutMs'>,
): Promise<Pick<Core, 'orm' | 'pool'> & { close(): Promise<void> }> {
  const pluginEntities = [...plugins.values()].flatMap(({ entities = [] }) => entities);
  const orm = await openOrm({ url: appUrl, pluginEntities, ...limits });
  const pool = await nativePool(orm);
  let isClosing = false;
  // A connection that breaks while it is idle: the next query gets another one.
  pool.on('error', (error) => {
    if (!isClosing) log.error({ err: error }, 'the database closed a connection');
  });
  const close = (): Promise<void> => {
    isClosing = true;
    return orm.close();
  };
  return { orm, pool, close };
}
