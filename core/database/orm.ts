import { Migrator } from '@mikro-orm/migrations';
import { type EntityManager, type EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import { TENANT_VARIABLE } from '../contract/table.ts';
import type { Pool } from 'pg';
import { QUEUE_SCHEMA } from '../jobs/migrate-queue.ts';
import { coreEntities } from './entities.ts';

/** What opening the database asks for. */
export interface OrmOptions {
  readonly url: string;
  /** Tables of the plugins on disk, each in its own schema. */
  readonly pluginEntities?: readonly EntitySchema[];
  /** Connections at most. */
  readonly poolSize?: number;
  /** How long a statement waits for what another transaction holds; then it is refused. */
  readonly lockTimeoutMs?: number;
  /** How long a statement may take; then it is ended. For ever when left out. */
  readonly statementTimeoutMs?: number;
  /** How long a request waits for its turn to have a connection. */
  readonly connectTimeoutMs?: number;
}

const LOCK_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** Opens the database for core and the plugins. The caller closes it. */
export async function openOrm(options: OrmOptions): Promise<MikroORM> {
  const { lockTimeoutMs = LOCK_TIMEOUT_MS, statementTimeoutMs = 0 } = options;
  return MikroORM.init({
    clientUrl: options.url,
    entities: [...coreEntities, ...(options.pluginEntities ?? [])],
    extensions: [Migrator],
    forceUtcTimezone: true,
    // The SQL functions are files of their own: core/database/migrate-database.ts.
    schemaGenerator: { ignoreSchema: [QUEUE_SCHEMA, 'migrations'], ignoreRoutines: true },
    pool: { min: 0, max: options.poolSize ?? 10 },
    driverOptions: {
      connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      options: `-c lock_timeout=${lockTimeoutMs} -c statement_timeout=${statementTimeoutMs}`,
    },
    // Errors of the database reach us as exceptions; a logger that prints queries prints persons.
    debug: false,
    ignoreUndefinedInQuery: false,
  });
}

/** An entity manager that sees the rows of one card system and no others. */
export function tenantManager(orm: MikroORM, cardSystemId: number): EntityManager {
  return orm.em.fork({
    session: { variables: { [TENANT_VARIABLE]: cardSystemId } },
  });
}

/**
 * The ORM's own pool, for the hot paths: named statements are prepared once per connection, which
 * the ORM's queries (values written into the text) never are.
 */
export async function nativePool(orm: MikroORM): Promise<Pool> {
  return orm.em.getConnection().getNativeClient();
}
