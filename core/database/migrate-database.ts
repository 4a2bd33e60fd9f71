import { readFile, readdir } from 'node:fs/promises';
import { Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM, type MigrationObject } from '@mikro-orm/postgresql';
import { Pool } from 'pg';
import type { PluginDefinition } from '../contract/plugin.ts';
import { grantToApp } from './grant-to-app.ts';
import { migrateQueue } from '../jobs/migrate-queue.ts';

/** The role by which the app connects: it owns nothing, so row level security holds for it. */
export const APP_ROLE = 'pasklaar_app';

/** What migrating asks for. */
export interface MigrateOptions {
  /** A connection that owns the database and may make roles. */
  readonly ownerUrl: string;
  readonly appPassword: string;
  readonly plugins?: readonly PluginDefinition[];
  readonly log?: (line: string) => void;
}

/**
 * Brings a database to the newest layout: core's migrations, then each plugin's, then the SQL
 * functions (made anew each time), the queue's tables and the rights of the app's role.
 *
 * Safe to run twice, and by two processes at once: an advisory lock lets one go first.
 *
 * @returns the address by which the app connects
 */
export async function migrateDatabase(options: MigrateOptions): Promise<{ appUrl: string }> {
  const { ownerUrl, log = () => {} } = options;
  const pool = new Pool({ connectionString: ownerUrl, max: 2 });
  try {
    const lock = await pool.connect();
    try {
      await lock.query('select pg_advisory_lock(7274527)');
      await runMigrations(ownerUrl, await migrationsOf(options.plugins ?? []), log);
      await pool.query((await functionsOnDisk()).join('\n'));
      await migrateQueue(ownerUrl);
      await grantToApp(pool, { role: APP_ROLE, password: options.appPassword });
    } finally {
      lock.release(true);
    }
  } finally {
    await pool.end();
  }
  return { appUrl: appUrlOf(ownerUrl, options.appPassword) };
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
    for (const { name } of await orm.migrator.up()) log(`migrated ${name}`);
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

/** The SQL functions of the hot paths live beside the use cases that call them. */
async function functionsOnDisk(): Promise<string[]> {
  const core = new URL('../', import.meta.url);
  const files = (await readdir(core, { recursive: true }))
    .filter((file) => file.endsWith('.sql') && !file.startsWith('database/migrations/'))
    .sort();
  return Promise.all(files.map((file) => readFile(new URL(file, core), 'utf8')));
}

function appUrlOf(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = password;
  return url.href;
}
