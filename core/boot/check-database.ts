import { Client } from 'pg';
import { RefusalToStart } from './refusal-to-start.ts';

/** The versions of PostgreSQL that Pasklaar is tested on. */
const OLDEST = 15;
const NEWEST = 18;

/** SQLSTATE; also for a role that does not exist. */
const WRONG_PASSWORD = '28P01';

/** Settings without which PostgreSQL forgets what it said it had kept. */
const DURABILITY = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;

/**
 * Looks whether a database can be trusted with passes and money, as the role of the app.
 *
 * @throws RefusalToStart when it does not answer, is of another version, or may lose what it
 * committed, and when this role could get around row level security
 */
export async function checkDatabase(appUrl: string): Promise<void> {
  const client = new Client({ connectionString: appUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (cause) {
    const { host, database } = client;
    const { message, code } = cause as NodeJS.ErrnoException;
    const hint = code === WRONG_PASSWORD ? ' (`npx pasklaar migrate` makes this role)' : '';
    const reason = message || code;
    throw new RefusalToStart(
      `the database ${database} at ${host} cannot be opened: ${reason}${hint}`,
      { cause },
    );
  }
  try {
    await checkVersion(client);
    await checkRole(client);
    await checkDurability(client);
  } finally {
    await client.end();
  }
}

async function checkVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ major: number; version: string }>(
    `select current_setting('server_version_num')::int / 10000 as major,
            current_setting('server_version') as version`,
  );
  const { major = 0, version = '' } = rows[0] ?? {};
  if (major >= OLDEST && major <= NEWEST) return;
  throw new RefusalToStart(
    `this is PostgreSQL ${version}; Pasklaar works on versions ${OLDEST} to ${NEWEST}`,
  );
}

async function checkDurability(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select name from unnest($1::text[]) as name where current_setting(name) = 'off'`,
    [DURABILITY],
  );
  if (rows.length === 0) return;
  const off = rows.map(({ name }) => `${name}=off`).join(', ');
  throw new RefusalToStart(
    `PostgreSQL has ${off}: after a crash it could have lost sales that desks were told of. ` +
      'Switch it on',
  );
}

async function checkRole(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; isAbove: boolean; isOwner: boolean }>(
    `select current_user as name, r.rolsuper or r.rolbypassrls as "isAbove",
            exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                     where n.nspname = 'core' and pg_has_role(c.relowner, 'usage')) as "isOwner"
       from pg_roles r where r.rolname = current_user`,
  );
  const { name = '', isAbove = true, isOwner = true } = rows[0] ?? {};
  if (!isAbove && !isOwner) return;
  throw new RefusalToStart(
    `DATABASE_URL connects as ${name}, for whom row level security does not hold, so that one ` +
      'town could see another: use the role that `npx pasklaar migrate` made',
  );
}
