import fs from 'node:fs';
import path from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { PluginDefinition } from '../contract/plugin.ts';
import { appRoleOf } from '../database/app-role.ts';
import { isPostmasterOf, readPostmasterFile } from '../database/embedded/postmaster-file.ts';
import { startEmbeddedPostgres } from '../database/embedded/start-embedded-postgres.ts';
import {
  type DatabasePasswords,
  keepDatabasePasswords,
  readDatabasePasswords,
} from './database-passwords.ts';
import { layOutDatabase, layoutVersion, readLayoutVersion } from './layout-version.ts';

/** The database that comes with Pasklaar, running. */
export interface EmbeddedDatabase {
  /** As the role that owns nothing. */
  readonly appUrl: string;
  /** Whether its server is still there: it may have been killed. */
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** What starting it asks for. The caller holds the lock of the data folder. */
export interface EmbeddedDatabaseOptions {
  readonly dataFolder: string;
  readonly plugins: readonly PluginDefinition[];
  readonly log: (line: string) => void;
}

const DATABASE = 'pasklaar';
const OWNER_ROLE = 'pasklaar_owner';
const APP_ROLE = appRoleOf(`postgres:///${DATABASE}`);

/**
 * Starts the PostgreSQL of the data folder, with the database `pasklaar` in the newest layout: its
 * owner, who is no superuser, and the role of the app have passwords of their own.
 */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const { dataFolder, plugins, log } = options;
  const server = await startEmbeddedPostgres({ dataFolder, log });
  try {
    const passwords = keepDatabasePasswords(dataFolder);
    await makeDatabase(server.superuserUrl(), passwords);
    const appUrl = urlOf({ role: APP_ROLE, password: passwords.app, port: server.port });
    if (!(await isLaidOut(appUrl, plugins))) {
      const ownerUrl = urlOf({ role: OWNER_ROLE, password: passwords.owner, port: server.port });
      await layOutDatabase({ ownerUrl, appPassword: passwords.app, plugins, log });
    }
    const pgFolder = path.join(fs.realpathSync(dataFolder), 'pg');
    const isRunning = (): boolean => isPostmasterOf(pgFolder, server.pid);
    return { appUrl, isRunning, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * The address of the embedded database that another process is running on a data folder, as the
 * role of the app.
 *
 * @returns undefined when none is running
 */
export function findEmbeddedDatabase(dataFolder: string): string | undefined {
  const pgFolder = path.join(dataFolder, 'pg');
  const passwords = readDatabasePasswords(dataFolder);
  if (passwords === undefined || !fs.existsSync(pgFolder)) return undefined;
  const realFolder = fs.realpathSync(pgFolder);
  const postmaster = readPostmasterFile(realFolder);
  if (postmaster?.status !== 'ready' || !isPostmasterOf(realFolder, postmaster.pid)) {
    return undefined;
  }
  return urlOf({ role: APP_ROLE, password: passwords.app, port: postmaster.port });
}

/** What only the superuser can do. Once, or again when the file with the passwords was lost. */
async function makeDatabase(superuserUrl: string, passwords: DatabasePasswords): Promise<void> {
  const superuser = new Client({ connectionString: superuserUrl });
  await superuser.connect();
  try {
    const { rows } = await superuser.query<{ name: string }>(
      `select rolname as name from pg_roles union select datname from pg_database`,
    );
    const existing = new Set(rows.map(({ name }) => name));
    const owner = escapeIdentifier(OWNER_ROLE);
    if (!existing.has(OWNER_ROLE)) await superuser.query(`create role ${owner} login createrole`);
    await superuser.query(`alter role ${owner} password ${escapeLiteral(passwords.owner)}`);
    // The role of the app is made by the owner, who may then change it.
    if (existing.has(APP_ROLE)) {
      const app = escapeIdentifier(APP_ROLE);
      await superuser.query(`alter role ${app} password ${escapeLiteral(passwords.app)}`);
    }
    if (!existing.has(DATABASE)) {
      await superuser.query(`create database ${escapeIdentifier(DATABASE)} owner ${owner}`);
    }
  } finally {
    await superuser.end();
  }
}

async function isLaidOut(appUrl: string, plugins: readonly PluginDefinition[]): Promise<boolean> {
  try {
    return (await readLayoutVersion(appUrl)) === (await layoutVersion(plugins));
  } catch (error) {
    // The first time, there is no such role yet.
    if (error instanceof Error && 'code' in error && error.code === '28P01') return false;
    throw error;
  }
}

function urlOf({ role, password, port }: { role: string; password: string; port: number }): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${DATABASE}`;
}
