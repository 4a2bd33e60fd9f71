import { Client } from 'pg';
import { APP_ROLE } from '../database/migrate-database.ts';
import { makePassword } from './database-passwords.ts';
import { RefusalToStart } from './refusal-to-start.ts';

/** The password that migrating gives to the role of the app. */
export interface AppPassword {
  readonly password: string;
  /** Nobody knows it yet: it must be told. */
  readonly isNew: boolean;
}

/**
 * Decides which password the role of the app gets. One that is in use is kept: servers that run
 * would no longer get in.
 *
 * @throws RefusalToStart when the role exists and nobody says what its password is
 */
export async function decideAppPassword(asked: {
  ownerUrl: string;
  databaseUrl: string | undefined;
  isNewPassword: boolean;
}): Promise<AppPassword> {
  const { ownerUrl, databaseUrl, isNewPassword } = asked;
  if (isNewPassword) return { password: makePassword(), isNew: true };
  if (databaseUrl !== undefined) return { password: passwordIn(databaseUrl), isNew: false };
  if (!(await hasAppRole(ownerUrl))) return { password: makePassword(), isNew: true };
  throw new RefusalToStart(
    `the role ${APP_ROLE} exists: set DATABASE_URL as your servers have it, so that it keeps its ` +
      'password, or give it another one with --new-password',
  );
}

function passwordIn(databaseUrl: string): string {
  const { username, password } = new URL(databaseUrl);
  if (username !== APP_ROLE) {
    throw new RefusalToStart(`DATABASE_URL must connect as ${APP_ROLE}, and has ${username}`);
  }
  return decodeURIComponent(password);
}

async function hasAppRole(ownerUrl: string): Promise<boolean> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const question = 'select from pg_roles where rolname = $1';
    return (await owner.query(question, [APP_ROLE])).rowCount !== 0;
  } finally {
    await owner.end();
  }
}
