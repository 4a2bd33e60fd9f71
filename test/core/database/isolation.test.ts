import { Client } from 'pg';
import t from 'tap';
import { APPEND_ONLY } from '../../../core/database/grant-to-app.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';

interface TenantTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const VALUES: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  integer: '1',
  text: "'x' || gen_random_uuid()",
  boolean: 'false',
  date: 'current_date',
  bytea: "'x'",
  jsonb: "'{}'",
  ARRAY: "'{}'",
  'timestamp with time zone': 'now()',
};

t.test('a query that forgets every condition sees one card system only', async (t) => {
  const { ownerUrl, appUrl } = await createTestDatabase(t);
  const owner = await connect(t, ownerUrl);
  const app = await connect(t, appUrl);
  const tables = await tenantTables(owner);
  await dropConstraints(owner);
  for (const { name, columns } of tables) {
    const names = columns.map((column) => `"${column.name}"`).join(', ');
    for (const town of [1, 2]) {
      const values = columns.map((column) =>
        column.name === 'card_system_id' ? String(town) : valueOf(column.type),
      );
      await owner.query(`insert into ${name} (${names}) values (${values.join(', ')})`);
    }
  }
  t.ok(tables.length > 28);

  const facts = Object.keys(APPEND_ONLY).map((table) => `core.${table}`);
  for (const { name, columns } of tables) {
    await t.test(name, async (t) => {
      const seen = async (): Promise<number[]> =>
        (await app.query<{ town: number }>(`select card_system_id as town from ${name}`)).rows.map(
          (row) => row.town,
        );

      t.same(await seen(), [], 'nothing without a card system');

      await app.query('begin');
      await app.query("select set_config('app.card_system', '1', true)");
      t.same(await seen(), [1], 'its own only');
      for (const change of [
        `update ${name} set card_system_id = card_system_id`,
        `delete from ${name}`,
      ]) {
        await app.query('savepoint change');
        if (facts.includes(name)) {
          await t.rejects(app.query(change), /permission denied/, 'facts are only added');
          await app.query('rollback to savepoint change');
        } else {
          t.equal((await app.query(change)).rowCount, 1, 'changes and removes its own only');
        }
      }
      await app.query('rollback');

      const names = columns.map((column) => `"${column.name}"`).join(', ');
      const foreign = columns.map((column) =>
        column.name === 'card_system_id' ? '2' : valueOf(column.type),
      );
      await app.query('begin');
      await app.query("select set_config('app.card_system', '1', true)");
      await t.rejects(
        app.query(`insert into ${name} (${names}) values (${foreign.join(', ')})`),
        /row-level security/,
        'writes nothing for another',
      );
      await app.query('rollback');
      t.same(await seen(), [], 'the setting is gone after the transaction');
    });
  }
});

async function connect(
  t: { teardown(close: () => Promise<void>): unknown },
  connectionString: string,
): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  t.teardown(() => client.end());
  return client;
}

async function tenantTables(owner: Client): Promise<TenantTable[]> {
  const { rows } = await owner.query<{ name: string; column: string; type: string }>(
    `select quote_ident(c.table_schema) || '.' || quote_ident(c.table_name) as name,
            c.column_name as column, c.data_type as type
       from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and (c.table_schema, c.table_name) in (
        select table_schema, table_name from information_schema.columns
         where column_name = 'card_system_id')
        and (c.table_schema, c.table_name) not in
          (('core', 'card_directory'), ('core', 'kiosk_directory'))
        and c.is_generated = 'NEVER'
      order by 1, c.ordinal_position`,
  );
  const names = [...new Set(rows.map((row) => row.name))];
  return names.map((name) => ({
    name,
    columns: rows
      .filter((row) => row.name === name)
      .map(({ column, type }) => ({ name: column, type })),
  }));
}

/** This database is thrown away: without references and checks, any row can be planted. */
async function dropConstraints(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ statement: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
       from pg_constraint join pg_class c on c.oid = conrelid
       join pg_namespace n on n.oid = relnamespace
      where contype in ('f', 'c') and nspname not in ('queue', 'pg_catalog', 'information_schema')
        and nspname not like 'pg\\_%'
      order by contype desc`,
  );
  for (const { statement } of rows) await owner.query(statement);
}

function valueOf(type: string): string {
  const value = VALUES[type];
  if (value === undefined) throw new Error(`no value for a column of type ${type}`);
  return value;
}
