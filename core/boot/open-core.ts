import type { MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Settings } from '../../config/settings.ts';
import type { PluginDefinition } from '../contract/plugin.ts';
import type { Core } from '../core.ts';
import { nativePool, openOrm, tenantManager } from '../database/orm.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { CardSystem } from '../municipalities/card-system.entity.ts';
import { publishConfiguration } from '../municipalities/publish-configuration.ts';
import { Person } from '../persons/person.entity.ts';
import { loadKeyRing } from '../secrets/load-key-ring.ts';
import type { CurrentInstallation } from './current-installation.ts';

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
}

/**
 * Opens what every use case works with: the tables, the keys and the configuration, which is
 * written to the database so that facts can refer to it.
 *
 * @returns the core, and what closes it
 */
export async function openCore(
  parts: CoreParts,
): Promise<{ core: Core; close: () => Promise<void> }> {
  const { appUrl, dataFolder, installation, jobs, log, plugins, settings } = parts;
  const orm = await openOrm({
    url: appUrl,
    pluginEntities: [...plugins.values()].flatMap(({ entities = [] }) => entities),
    poolSize: settings.databasePoolSize,
  });
  let isClosing = false;
  const close = (): Promise<void> => {
    isClosing = true;
    return orm.close();
  };
  try {
    const pool = await nativePool(orm);
    // A connection that breaks while it is idle: the next query gets another one.
    pool.on('error', (error) => {
      if (!isClosing) log.error({ err: error }, 'the database closed a connection');
    });
    await publishConfiguration(orm, installation.get(), Date.now());
    const mayMakeFirst = !(await holdsNationalNumbers(orm));
    const keys = await loadKeyRing(dataFolder, { now: Date.now(), mayMakeFirst });
    const core: Core = {
      orm,
      pool,
      plugins,
      installation: () => installation.get(),
      keys,
      jobs,
      now: () => Date.now(),
    };
    return { core, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether anything in the database can only be found again by the keys that made it. */
async function holdsNationalNumbers(orm: MikroORM): Promise<boolean> {
  for (const { id: cardSystemId } of await orm.em.fork().findAll(CardSystem)) {
    const found = await tenantManager(orm, cardSystemId).findOne(
      Person,
      { cardSystemId, nationalNumberHash: { $ne: null } },
      { fields: ['id'] },
    );
    if (found) return true;
  }
  return false;
}
