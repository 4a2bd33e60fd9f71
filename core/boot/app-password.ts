import { Client } from 'pg';
import { appRoleOf } from '../database/app-role.ts';
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
  const role = appRoleOf(ownerUrl);
  if (isNewPassword) return { password: makePassword(), isNew: true };
  if (databaseUrl !== undefined) return { password: passwordOf(role, databaseUrl), isNew: false };
  if (!(await hasRole(ownerUrl, role))) return { password: makePassword(), isNew: true };
  throw new RefusalToStart(
    `the role ${role} exists: set DATABASE_URL as your servers have it, so that it keeps its ` +
      'password, or give it another one with --new-password',
  );
}

function passwordOf(role: string, databaseUrl: string): string {
  const { username, password } = new URL(databaseUrl);
  if (decodeURIComponent(username) !== role) {
    throw new RefusalToStart(`DATABASE_URL must connect as ${role}, and has ${username}`);
  }
  return decodeURIComponent(password);
}

async function hasRole(ownerUrl: string, role: string): Promise<boolean> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const question = 'select from pg_roles where rolname = $1';
    return (await owner.query(question, [role])).rowCount !== 0;
  } finally {
    await owner.end();
  }
}
