import { type Client, escapeIdentifier, escapeLiteral } from 'pg';

/**
 * The tables of facts, to which the app only adds, with the columns that it may change all the
 * same. What was booked is proved from them: who took the app over could add to the books, not
 * rewrite them.
 */
export const APPEND_ONLY: Readonly<Record<string, readonly string[]>> = {
  money_fact: [],
  payment: [],
  share: [],
  entry: [],
  role_event: [],
  // A holder who was erased is found by no number of a card.
  allowance_use: ['card_number'],
  // After 13 months a posting stays without its check-in, and with its month only.
  points_posting: ['check_in_id', 'happened_at', 'recorded_at'],
  // A tap that is one with an earlier one stands for the use that was counted then.
  // Of one whose fact was erased nobody knows what it asked, or when.
  command: ['fact_id', 'payload_hash', 'recorded_at'],
};

/**
 * Makes the app's role, or gives it its password again, and lets it read and write rows and call
 * functions in every schema of the installation; of facts it only adds rows. It owns nothing and
 * cannot bypass policies.
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
      where nspname not like 'pg\\_%'
        and nspname not in ('information_schema', 'migrations', 'public')`,
  );
  for (const { name } of rows) {
    const schema = escapeIdentifier(name);
    await owner.query(`grant usage on schema ${schema} to ${role};
      grant select, insert, update, delete on all tables in schema ${schema} to ${role};
      grant usage on all sequences in schema ${schema} to ${role};
      grant execute on all routines in schema ${schema} to ${role};
      ${name === 'core' ? appendOnly(role) : ''}`);
  }
}

/** In one statement with the grant, so that no moment has more. */
function appendOnly(role: string): string {
  const statements = Object.entries(APPEND_ONLY).map(([table, columns]) => {
    const changeable = columns.map((column) => escapeIdentifier(column)).join(', ');
    return `revoke update, delete on core.${table} from ${role};
      ${columns.length > 0 ? `grant update (${changeable}) on core.${table} to ${role};` : ''}`;
  });
  return statements.join('\n');
}
