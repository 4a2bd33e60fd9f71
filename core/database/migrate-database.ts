import { readFile, readdir } from 'node:fs/promises';
import { Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM, type MigrationObject } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import type { PluginDefinition } from '../contract/plugin.ts';
import { migrateQueue } from '../jobs/migrate-queue.ts';
import { appRoleOf } from './app-role.ts';
import { grantToApp } from './grant-to-app.ts';
import { type AskInTransaction, dropFunctions, makeFunctions } from './replace-functions.ts';

/** What migrating asks for. */
export interface MigrateOptions {
  /** A connection that owns the database and may make roles. */
  readonly ownerUrl: string;
  readonly appPassword: string;
  readonly plugins?: readonly PluginDefinition[];
  readonly log?: (line: string) => void;
}

/**
 * Brings a database to the newest layout: core's migrations, then each plugin's, with the SQL
 * functions of core made anew in the same transaction, so that it is all or nothing; then the
 * queue's tables and the rights of the app's role.
 *
 * Safe to run twice, and by two processes at once: an advisory lock lets one go first.
 *
 * @returns the address by which the app connects
 */
export async function migrateDatabase(options: MigrateOptions): Promise<{ appUrl: string }> {
  const { appPassword: password, ownerUrl, log = () => {} } = options;
  const role = appRoleOf(ownerUrl);
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    // Held until this connection ends.
    await owner.query('select pg_advisory_lock(7274527)');
    await runMigrations(ownerUrl, await migrationsOf(options.plugins ?? []), log);
    await migrateQueue(ownerUrl);
    await grantToApp(owner, { role, password });
  } finally {
    await owner.end();
  }
  return { appUrl: appUrlOf(ownerUrl, { role, password }) };
}

async function runMigrations(
  ownerUrl: string,
  migrationsList: MigrationObject[],
  log: (line: string) => void,
): Promise<void> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { migrationsList, tableName: 'migration', snapshot: false },
    schema: 'migrations',
    logger: () => {},
    forceUtcTimezone: true,
  });
  try {
    const migrated = await orm.em.fork().transactional(async (em) => {
      const ask: AskInTransaction = (sql) => em.execute<Record<string, unknown>[]>(sql);
      // First of all: a migration may change a table that a function answers rows of.
      await dropFunctions(ask);
      const done = await orm.migrator.up({ transaction: em.getTransactionContext<object>() });
      await makeFunctions(ask);
      return done;
    });
    for (const { name } of migrated) log(`migrated ${name}`);
  } finally {
    await orm.close();
  }
}

async function migrationsOf(plugins: readonly PluginDefinition[]): Promise<MigrationObject[]> {
  const folder = new URL('./migrations/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const core = await Promise.all(
    files.map(async (file) =>
      migrationOf(`core/${file}`, await readFile(new URL(file, folder), 'utf8')),
    ),
  );
  const ofPlugins = [...plugins]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((plugin) =>
      (plugin.migrations ?? []).map(({ name, sql }) => migrationOf(`${plugin.name}/${name}`, sql)),
    );
  return [...core, ...ofPlugins];
}

function migrationOf(name: string, sql: string): MigrationObject {
  return {
    name,
    class: class extends Migration {
      override up(): void {
        this.addSql(sql);
      }
    },
  };
}

function appUrlOf(ownerUrl: string, app: { role: string; password: string }): string {
  const url = new URL(ownerUrl);
  url.username = app.role;
  url.password = app.password;
  return url.href;
}
