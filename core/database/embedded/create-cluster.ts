import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { giveTo, type Account } from './unprivileged-account.ts';

const run = promisify(execFile);

/** The superuser of the embedded database. */
export const superuser = 'postgres';

/**
 * Makes a new, empty database in `<dataFolder>/pg`, with a random password for the superuser in
 * `<dataFolder>/pg.secret` (mode 0600). Sorting is by code point (builtin C.UTF-8), the same on
 * every machine; people's lists ask for `COLLATE "nl-x-icu"`.
 *
 * It is made in a temporary folder and renamed, so that `pg` is either whole or absent, whenever
 * the process is killed. The caller holds the lock of the data folder.
 *
 * @param isDurable false skips the flush to disk (tests only).
 * @throws Error with what initdb said; and when `pg` holds other files.
 */
export async function createCluster(
  { initdb }: PostgresBinaries,
  account: Account,
  { dataFolder, isDurable }: { dataFolder: string; isDurable: boolean },
): Promise<void> {
  const pgFolder = path.join(dataFolder, 'pg');
  if (fs.existsSync(pgFolder) && fs.readdirSync(pgFolder).length > 0) {
    throw new Error(`${pgFolder} is not a database of PostgreSQL: move it away.`);
  }

  const workshop = path.join(dataFolder, 'pg.new');
  fs.rmSync(workshop, { recursive: true, force: true });
  fs.mkdirSync(workshop, { mode: 0o700 });
  const passwordFile = path.join(workshop, 'password');
  const freshFolder = path.join(workshop, 'pg');
  fs.writeFileSync(passwordFile, writeSecret(dataFolder), { mode: 0o600 });
  giveTo(account, workshop);

  const { file, args, options } = account.launch(initdb, [
    `--pgdata=${freshFolder}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(isDurable ? [] : ['--no-sync']),
  ]);
  try {
    await run(file, args, options);
  } catch (cause) {
    const { stderr } = cause as { stderr?: string };
    throw new Error(`initdb could not make ${pgFolder}:\n${stderr ?? ''}`, { cause });
  }
  fs.renameSync(freshFolder, pgFolder);
  fs.rmSync(workshop, { recursive: true });
}

/**
 * The password of the superuser.
 *
 * @throws Error when the file is gone: without it nobody can enter the database.
 */
export function readSecret(dataFolder: string): string {
  const secretFile = path.join(dataFolder, 'pg.secret');
  try {
    return fs.readFileSync(secretFile, 'utf8');
  } catch (cause) {
    throw new Error(`${secretFile} cannot be read: it holds the password of the database.`, {
      cause,
    });
  }
}

function writeSecret(dataFolder: string): string {
  const secret = randomBytes(24).toString('base64url');
  const secretFile = path.join(dataFolder, 'pg.secret');
  // A leftover of a first start that was cut short: no database has this password.
  fs.rmSync(secretFile, { force: true });
  fs.writeFileSync(secretFile, secret, { mode: 0o600, flush: true });
  return secret;
}
