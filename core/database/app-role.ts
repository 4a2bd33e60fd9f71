import { Client } from 'pg';

/** PostgreSQL cuts longer names off. */
const MAX_NAME_BYTES = 63;

/**
 * The role by which the app connects to a database: `<database>_app`. It owns nothing, so row level
 * security holds for it. Roles are of a whole server; with the database in their name, two
 * installations on one server (a test beside the real one) have a role and a password each.
 *
 * @param databaseUrl an address of the database, as any role
 * @throws Error when the name of the database is too long for a role to be called after it
 */
export function appRoleOf(databaseUrl: string): string {
  // Never connected: it knows what an address leaves out.
  const { database = '' } = new Client({ connectionString: databaseUrl });
  const role = `${database}_app`;
  if (Buffer.byteLength(role) <= MAX_NAME_BYTES) return role;
  throw new Error(`the name of the database ${database} is too long: 59 bytes at most`);
}
