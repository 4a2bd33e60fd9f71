import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import type { PluginDefinition } from '../contract/plugin.ts';
import { migrateDatabase, type MigrateOptions } from '../database/migrate-database.ts';
import { PROJECT_ROOT } from './folders.ts';

/** Whatever decides how a database is laid out, beside the migrations of the plugins. */
const SOURCES = ['core/**/*.sql', 'core/database/*.ts', 'core/jobs/migrate-queue.ts'];
const QUEUE_PACKAGE = 'node_modules/bullmq/package.json';

/**
 * The layout that this version of Pasklaar and its plugins work on, as a hash: of the migrations
 * and SQL functions on disk, and of the code that applies them.
 */
export async function layoutVersion(plugins: readonly PluginDefinition[]): Promise<string> {
  const files = await Array.fromAsync(glob(SOURCES, { cwd: PROJECT_ROOT }));
  const hash = createHash('sha256');
  for (const file of [...files.sort(), QUEUE_PACKAGE]) {
    hash.update(`${file}\0`).update(await readFile(path.join(PROJECT_ROOT, file)));
  }
  const ofPlugins = plugins
    .map(({ name, migrations = [] }) => ({ name, migrations }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return hash.update(JSON.stringify(ofPlugins)).digest('hex').slice(0, 16);
}

/** The layout that a database has; null when it was never laid out. */
export async function readLayoutVersion(url: string): Promise<string | null> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const exists = "select to_regproc('core.layout_version') is not null as exists";
    const { rows } = await client.query<{ exists: boolean }>(exists);
    if (rows[0]?.exists !== true) return null;
    const read = await client.query<{ version: string }>('select core.layout_version() as version');
    return read.rows[0]?.version ?? null;
  } finally {
    await client.end();
  }
}

/**
 * Brings a database to the newest layout and marks it as such, so that a start can see whether it
 * is.
 *
 * @returns the address by which the app connects
 */
export async function layOutDatabase(
  options: MigrateOptions & { plugins: readonly PluginDefinition[] },
): Promise<{ appUrl: string }> {
  const migrated = await migrateDatabase(options);
  const owner = new Client({ connectionString: options.ownerUrl });
  await owner.connect();
  try {
    const version = await layoutVersion(options.plugins);
    await owner.query(`create or replace function core.layout_version() returns text
      language sql immutable as $$ select '${version}' $$`);
  } finally {
    await owner.end();
  }
  return migrated;
}
