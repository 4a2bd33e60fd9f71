import t from 'tap';
import { APPEND_ONLY } from '../../../core/database/grant-to-app.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

/* What the app's role may do with each table of core, as the catalogue of PostgreSQL has it. */

const core = await openTestCore(t, testInstallation());

/** The facts, and the columns of each that may be changed: everything else is added only. */
const FACTS = {
  allowance_use: ['card_number'],
  command: ['fact_id', 'payload_hash', 'recorded_at'],
  entry: [],
  money_fact: [],
  payment: [],
  points_posting: ['check_in_id', 'happened_at', 'recorded_at'],
  role_event: [],
  share: [],
};

t.test('the app adds to the facts, and neither changes nor removes one', async (t) => {
  const { rows } = await core.pool.query<{ table: string; may: string[] }>(
    `select c.relname as table, array(
              select p.name from unnest(array['select', 'insert', 'update', 'delete', 'truncate',
                                              'references', 'trigger']) with ordinality p(name, n)
               where has_table_privilege(c.oid, p.name) order by p.n) as may
       from pg_class c where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p')
      order by c.relname collate "C"`,
  );
  const adding = rows.filter(({ may }) => !may.includes('update') && !may.includes('delete'));

  t.same(
    adding.map(({ table, may }) => [table, may]),
    Object.keys(FACTS).map((table) => [table, ['select', 'insert']]),
  );
  const others = rows.filter((row) => !adding.includes(row));
  t.ok(others.length > 20);
  for (const { table, may } of others) {
    t.same(may, ['select', 'insert', 'update', 'delete'], table);
  }
});

t.test('of a fact only what is written here may be changed', async (t) => {
  const { rows } = await core.pool.query<{ table: string; name: string }>(
    `select c.relname as table, a.attname as name
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p')
        and has_column_privilege(c.oid, a.attnum, 'update') and c.relname = any ($1)
      order by 1, 2`,
    [Object.keys(FACTS)],
  );

  t.same(
    rows.map(({ table, name }) => `${table}.${name}`),
    Object.entries(FACTS).flatMap(([table, columns]) => columns.map((one) => `${table}.${one}`)),
  );
  t.same(Object.keys(APPEND_ONLY).toSorted(), Object.keys(FACTS));
});

t.test('a booked amount cannot be rewritten by the app, whatever it asks', async (t) => {
  for (const sql of [
    'update core.entry set cents = 0',
    'delete from core.payment',
    'update core.money_fact set happened_at = now()',
    'update core.points_posting set points = 1',
    'delete from core.command',
    'truncate core.share',
  ]) {
    await t.rejects(core.pool.query(sql), /permission denied/, sql);
  }
});
