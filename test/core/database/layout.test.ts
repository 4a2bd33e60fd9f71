import { Client } from 'pg';
import t from 'tap';
import { REFERENCED_TABLES } from '../../../core/contract/table.ts';
import { openOrm } from '../../../core/database/orm.ts';
import { discoverPlugins } from '../../../core/plugins/discover-plugins.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';
import { appRole } from '../../database/make-template.ts';

/** The tables that row level security does not cover, each with its reason. */
const EXCEPTIONS = {
  'core.card_directory': 'numbers are unique everywhere; it holds a number and a card system only',
  'core.card_system': 'names of card systems, no secrets',
  'core.kiosk_directory': 'a device says only who it is; it holds a hash and a card system only',
  'core.key_fingerprint': 'by which keys all card systems are worked on, no secrets',
  'migrations.migration': 'what was migrated; the app has no right to it',
};
/** The tables of BullMQ: ids and wake-up calls, never a person. */
const QUEUE = /^queue\./;

t.test('the layout of the database', async (t) => {
  const { ownerUrl } = await createTestDatabase(t);
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  t.teardown(() => client.end());
  const ask = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows;
  const outside = "nspname not like 'pg\\_%' and nspname <> 'information_schema'";

  await t.test('migrations and entities describe the same tables', async (t) => {
    const plugins = await discoverPlugins(new URL('../../../plugins/', import.meta.url));
    const pluginEntities = [...plugins.values()].flatMap((plugin) => plugin.entities ?? []);
    const orm = await openOrm({ url: ownerUrl, pluginEntities });
    t.teardown(() => orm.close());

    // An entity of a plugin keeps ids and cannot name a table of core: what points there, or to a
    // table of its own, is in its migration only.
    const pointing = await ask<{ name: string }>(
      `select conname as name from pg_constraint k
         join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        where k.contype = 'f' and nspname not in ('core', 'queue')`,
    );
    const update = await orm.schema.getUpdateSchemaSQL({ safe: false, wrap: false });
    const difference = update
      .split('\n')
      .filter((line) => !pointing.some(({ name }) => line.endsWith(` drop constraint "${name}";`)));

    t.equal(difference.join('\n').trim(), '');
  });

  await t.test(
    'every table but the written exceptions shows only its own card system',
    async (t) => {
      const tables = await ask<{ name: string; secured: boolean; policies: string }>(
        `select nspname || '.' || relname as name, relrowsecurity as secured,
              (select count(*) from pg_policy where polrelid = c.oid) as policies
         from pg_class c join pg_namespace n on n.oid = relnamespace
        where relkind in ('r', 'p') and ${outside}`,
      );
      const open = tables
        .filter(({ secured, policies }) => !secured || policies === '0')
        .map(({ name }) => name)
        .filter((name) => !QUEUE.test(name));
      t.same(open.sort(), Object.keys(EXCEPTIONS).sort());
      t.ok(tables.length > 30);
    },
  );

  await t.test(
    'every reference and every unique index starts with the card system, but one',
    async (t) => {
      const wrong = await ask<{ name: string }>(
        `select i.indexrelid::regclass::text as name
         from pg_index i join pg_class c on c.oid = i.indrelid
         join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indisunique and c.relrowsecurity and a.attname <> 'card_system_id' and ${outside}
       union all
       select f.conname from pg_constraint f
         join pg_class c on c.oid = f.conrelid
         join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
        where f.contype = 'f' and c.relrowsecurity and a.attname <> 'card_system_id'`,
      );
      // A town is in one card system: it is refused where it would be in a second one.
      t.same(wrong, [{ name: 'core.municipality_id_unique' }]);
    },
  );

  const findForbiddenReferences = async () => {
    const references = await ask<{ from: string; to: string }>(
      `select a.nspname as "from", b.nspname || '.' || d.relname as "to"
         from pg_constraint f
         join pg_class c on c.oid = f.conrelid join pg_namespace a on a.oid = c.relnamespace
         join pg_class d on d.oid = f.confrelid join pg_namespace b on b.oid = d.relnamespace
        where f.contype = 'f' and a.nspname not in ('core', 'queue')`,
    );
    const allowed: readonly string[] = REFERENCED_TABLES;
    return references.filter(({ from, to }) => !allowed.includes(to) && !to.startsWith(`${from}.`));
  };

  await t.test(
    'plugins refer to the tables that the contract names, and to their own',
    async (t) => {
      t.same(await findForbiddenReferences(), []);
    },
  );

  await t.test('a plugin that refers to another table of core is found', async (t) => {
    await client.query(`create schema planted;
      create table planted.pocket (
        card_system_id int, id uuid, card_id uuid, passholder_id uuid,
        foreign key (card_system_id, card_id) references core.card (card_system_id, id),
        foreign key (card_system_id, passholder_id)
          references core.passholder (card_system_id, id))`);

    t.same(await findForbiddenReferences(), [{ from: 'planted', to: 'core.card' }]);

    await client.query('drop schema planted cascade');
  });

  await t.test('the role of the app owns nothing and bypasses nothing', async (t) => {
    const [role] = await ask<object>(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
              (select count(*)::int from pg_class where relowner = r.oid) as tables,
              (select count(*)::int from pg_auth_members where member = r.oid) as memberships
         from pg_roles r where rolname = '${appRole}'`,
    );
    t.same(role, {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      tables: 0,
      memberships: 0,
    });
    const escapes = await ask<{ name: string }>(
      `select p.oid::regprocedure::text as name from pg_proc p
         join pg_namespace n on n.oid = p.pronamespace where prosecdef and ${outside}
       union all
       select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where relkind in ('v', 'm') and ${outside}
          and not coalesce('security_invoker=true' = any (reloptions), false)`,
    );
    t.same(escapes, [], 'no function or view runs with the rights of its owner');
  });
});
