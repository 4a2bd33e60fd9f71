import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { PluginDefinition, PluginDoor } from '../../core/contract/plugin.ts';
import { appRoleOf } from '../../core/database/app-role.ts';
import { migrateDatabase } from '../../core/database/migrate-database.ts';

/**
 * Owns the tables of every test database. No superuser: what migrating needs is what a town has.
 */
export const ownerRole = 'pasklaar_owner';

/** A template has this name until it is whole, and its copies the role that is called after it. */
const draft = 'pasklaar_draft';
/** The role of the app in every test database. */
export const appRole = appRoleOf(`postgres:///${draft}`);

/** Of the owner and of the app, on a server of 127.0.0.1 that lives as long as the tests. */
const testPassword = 'only-for-tests';

const root = path.resolve(import.meta.dirname, '../..');
const prefix = 'pasklaar_template_';
/** Older layouts, kept because another run may still be using them. */
const keptTemplates = 8;

/**
 * Makes the database that test databases are copied from: migrated, without rows. When the server
 * has it already for the migrations as they are on disk, there is nothing to do. Several processes
 * may ask at once.
 *
 * @param onBrokenPlugin called with what is wrong with a plugin that cannot be loaded; when it
 *   returns, the tables of that plugin are left out.
 * @returns its name.
 * @throws Error when a migration is broken.
 */
export async function makeTemplate(
  superuserUrl: string,
  onBrokenPlugin: (error: Error) => void,
): Promise<string> {
  const plugins = await loadPlugins(onBrokenPlugin);
  const name = `${prefix}${hashLayout(plugins)}`;
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    // Held until the connection ends: one process makes it, the others find it made.
    await client.query('select pg_advisory_lock(hashtext($1))', [prefix]);
    if (!(await hasDatabase(client, name))) {
      await makeOwner(client);
      await migrateInto(client, { superuserUrl, name, plugins });
      await dropOldTemplates(client);
    }
  } finally {
    await client.end();
  }
  return name;
}

/** Migrated under another name: a template is either whole or absent. */
async function migrateInto(
  client: Client,
  template: { superuserUrl: string; name: string; plugins: PluginDefinition[] },
): Promise<void> {
  const { superuserUrl, name, plugins } = template;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft} owner ${ownerRole}`);
  const ownerUrl = connectAs(ownerRole, superuserUrl, draft);
  await migrateDatabase({ ownerUrl, appPassword: testPassword, plugins });
  await client.query(`alter database ${draft} rename to ${escapeIdentifier(name)}`);
  await client.query(`alter database ${escapeIdentifier(name)} allow_connections false`);
}

/** The connection string of a role with the password of the tests. */
export function connectAs(role: string, superuserUrl: string, database: string): string {
  const url = new URL(superuserUrl);
  url.username = role;
  url.password = testPassword;
  url.pathname = `/${database}`;
  return url.href;
}

async function makeOwner(client: Client): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [ownerRole]);
  if (rowCount !== 0) return;
  const password = escapeLiteral(testPassword);
  await client.query(`create role ${ownerRole} login createrole password ${password}`);
}

async function hasDatabase(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  return rowCount !== 0;
}

async function dropOldTemplates(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database where starts_with(datname, $1)
      order by oid desc offset $2`,
    [prefix, keptTemplates],
  );
  for (const { name } of rows) await client.query(`drop database ${escapeIdentifier(name)}`);
}

async function loadPlugins(onBroken: (error: Error) => void): Promise<PluginDefinition[]> {
  const plugins: PluginDefinition[] = [];
  for (const door of fs.globSync('plugins/*/index.ts', { cwd: root }).toSorted()) {
    try {
      const { href } = pathToFileURL(path.join(root, door));
      const module = (await import(href)) as { default: PluginDoor };
      plugins.push(module.default.definition);
    } catch (cause) {
      onBroken(new Error(`${door} cannot be loaded: ${String(cause)}`, { cause }));
    }
  }
  return plugins;
}

/**
 * Whatever changes the layout: core's SQL, the code that applies it, and the plugins' migrations.
 */
function hashLayout(plugins: PluginDefinition[]): string {
  const hash = createHash('sha256');
  const patterns = ['core/**/*.sql', 'core/database/*.ts', 'core/jobs/migrate-queue.ts'];
  for (const file of fs.globSync([...patterns, 'package.json'], { cwd: root }).toSorted()) {
    hash.update(`${file}\0`).update(fs.readFileSync(path.join(root, file)));
  }
  hash.update(JSON.stringify(plugins.map(({ name, migrations = [] }) => ({ name, migrations }))));
  return hash.digest('hex').slice(0, 12);
}
