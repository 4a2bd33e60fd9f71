import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import t from 'tap';
import { Type } from 'typebox';
import { definePlugin, type PluginDefinition } from '../../../core/contract/plugin.ts';
import { migrateDatabase } from '../../../core/database/migrate-database.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';
import { findTestServer } from '../../database/test-server.ts';

type Test = Parameters<typeof createTestDatabase>[0];

const appPassword = 'only-for-this-test';

async function connect(t: Test, connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  t.teardown(() => client.end());
  return client;
}

/** The functions of core as they are called: name, parameters by name and type, and the answer. */
async function signaturesIn(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ signature: string }>(
    `select p.proname || '(' || pg_get_function_arguments(p.oid) || ') '
            || pg_get_function_result(p.oid) as signature
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'core' order by 1`,
  );
  return rows.map(({ signature }) => signature);
}

function pluginWith(sql: string): PluginDefinition {
  return definePlugin({
    name: 'greeter',
    title: { nl: 'Groeter' },
    config: Type.Object({}),
    roles: {},
    migrations: [{ name: '0001', sql }],
  }).definition;
}

/** What an older version of Pasklaar could have had. */
const OLDER = `
  drop function core.enter_card_system(int);
  create function core.enter_card_system(town int) returns void language sql as 'select';
  drop function core.find_card;
  create function core.find_card(int, text[]) returns setof core.card_system
    language sql as 'select * from core.card_system';
  create function core.read_card(card_system int, number text) returns text
    language sql as $$ select core.read_card_1(number) $$;
`;
const LEFT_OVER = `
  create function core.read_card_1(number text) returns text language sql as 'select number';
  create procedure core.forget(number text) language sql as 'select number';
`;

t.test('a database with the functions of an older version gets those of this one', async (t) => {
  const { ownerUrl } = await createTestDatabase(t);
  const client = await connect(t, ownerUrl);
  const ofThisVersion = await signaturesIn(client);
  await client.query(LEFT_OVER + OLDER);
  t.not((await signaturesIn(client)).length, ofThisVersion.length);

  await migrateDatabase({ ownerUrl, appPassword });

  t.same(await signaturesIn(client), ofThisVersion, 'nothing else, and nothing left behind');
  t.ok(ofThisVersion.length > 40);
});

t.test('functions may give way to a table that changes under them', async (t) => {
  const { ownerUrl } = await createTestDatabase(t);
  const client = await connect(t, ownerUrl);
  await client.query(`create schema greeter; create table greeter.word (id int);
    create function core.words() returns setof greeter.word
      language sql as 'select * from greeter.word'`);

  await migrateDatabase({
    ownerUrl,
    appPassword,
    plugins: [pluginWith('drop table greeter.word')],
  });

  t.notOk((await signaturesIn(client)).some((signature) => signature.startsWith('words')));
});

t.test('a migration that fails halfway leaves the functions as they were', async (t) => {
  const { ownerUrl } = await createTestDatabase(t);
  const client = await connect(t, ownerUrl);
  await client.query(LEFT_OVER + OLDER);
  const before = await signaturesIn(client);
  const plugins = [pluginWith('create schema greeter; select 1 / 0')];

  await t.rejects(migrateDatabase({ ownerUrl, appPassword, plugins }), /division by zero/);

  t.same(await signaturesIn(client), before);
  const { rows } = await client.query(`select from pg_namespace where nspname = 'greeter'`);
  t.equal(rows.length, 0, 'nor is anything of the migration kept');
});

t.test('what leans on a function of core stops the migration, with its name', async (t) => {
  const { ownerUrl } = await createTestDatabase(t);
  const client = await connect(t, ownerUrl);
  await client.query(`create schema greeter;
    create function core.spell(text) returns text language sql immutable as 'select $1';
    create table greeter.word (text text default core.spell('x'))`);
  await client.query(`create index word_spelt on greeter.word (core.spell(text));
    alter table greeter.word enable row level security;
    create policy spelt on greeter.word using (core.spell(text) = 'x')`);
  const before = await signaturesIn(client);

  const refusal = await migrateDatabase({ ownerUrl, appPassword }).catch((error: Error) => error);

  t.match(refusal, {
    message: /policy spelt on table greeter\.word leans on core\.spell\(text\)/,
  });
  t.match(refusal, { message: /default value for column text of table greeter\.word leans on/ });
  t.match(refusal, { message: /index greeter\.word_spelt leans on/ });
  t.same(await signaturesIn(client), before, 'and nothing was changed');
});

t.test('two installations on one server keep out of each other', async (t) => {
  const [test, real] = await Promise.all([installOn(t), installOn(t)]);
  const [testApp, realApp] = [await connect(t, test.appUrl), await connect(t, real.appUrl)];

  for (const app of [testApp, realApp]) {
    await t.resolves(app.query('select count(*) from core.card_system'));
  }
  const astray = new URL(test.appUrl);
  astray.pathname = `/${real.name}`;
  const stranger = await connect(t, astray.href);
  await t.rejects(stranger.query('select count(*) from core.card_system'), /permission denied/);

  const again = { ownerUrl: real.ownerUrl, appPassword: 'another-password' };
  const { appUrl } = await migrateDatabase(again);
  t.not(appUrl, real.appUrl);
  await t.resolves(connect(t, test.appUrl), 'the other kept its password');
  await t.rejects(new Client({ connectionString: real.appUrl }).connect(), /password/);
});

/** A database with an owner of its own, as docs/operations.md says that it is made. */
async function installOn(t: Test) {
  const superuser = new URL(await findTestServer());
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const asSuperuser = async (...statements: string[]): Promise<void> => {
    const client = new Client({ connectionString: superuser.href });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await asSuperuser(
    `create role ${name}_owner login createrole password '${appPassword}'`,
    `create database ${name} owner ${name}_owner`,
  );
  t.teardown(() =>
    asSuperuser(
      `drop database ${name} with (force)`,
      `drop role if exists ${name}_app`,
      `drop role ${name}_owner`,
    ),
  );
  const owner = new URL(superuser);
  Object.assign(owner, {
    username: `${name}_owner`,
    password: appPassword,
    pathname: `/${name}`,
  });
  const { appUrl } = await migrateDatabase({ ownerUrl: owner.href, appPassword });
  return { name, ownerUrl: owner.href, appUrl };
}
