import { type Client, escapeIdentifier, escapeLiteral } from 'pg';

/**
 * Makes the app's role, or gives it its password again, and lets it read and write rows and call
 * functions in every schema of the installation. It owns nothing and cannot bypass policies.
 */
export async function grantToApp(
  owner: Client,
  app: { role: string; password: string },
): Promise<void> {
  const role = escapeIdentifier(app.role);
  await owner.query(`do $$ begin
    if not exists (select from pg_roles where rolname = ${escapeLiteral(app.role)}) then
      create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls;
    end if;
  exception when duplicate_object or unique_violation then null; end $$`);
  await owner.query(`alter role ${role} password ${escapeLiteral(app.password)}`);

  const { rows } = await owner.query<{ name: string }>(
    `select nspname as name from pg_namespace
      where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'migrations', 'public')`,
  );
  for (const { name } of rows) {
    const schema = escapeIdentifier(name);
    await owner.query(`grant usage on schema ${schema} to ${role};
      grant select, insert, update, delete on all tables in schema ${schema} to ${role};
      grant usage on all sequences in schema ${schema} to ${role};
      grant execute on all routines in schema ${schema} to ${role}`);
  }
}
