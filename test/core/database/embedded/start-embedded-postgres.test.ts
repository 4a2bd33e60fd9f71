import fs from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import t, { type Test } from 'tap';
import { readCommandLine } from '../../../../core/database/embedded/postmaster-file.ts';
import {
  cacheMegabytes,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../../core/database/embedded/start-embedded-postgres.ts';
import { makeFolder } from '../../../fixtures/make-folder.ts';

const quick = { fsync: 'off' };
const silent = () => {};

async function start(
  t: Test,
  dataFolder: string,
  settings: Record<string, string> = quick,
): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataFolder, log: silent, settings });
  t.teardown(() => postgres.stop());
  return postgres;
}

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows;
  } finally {
    await client.end();
  }
}

t.test('the first start makes a database, and the next start finds what was written', async (t) => {
  const dataFolder = path.join(makeFolder(t), 'data');
  const first = await start(t, dataFolder, {});
  await ask(first.superuserUrl(), 'create database town');
  await ask(first.superuserUrl('town'), 'create table pass (number text)');
  await ask(first.superuserUrl('town'), "insert into pass values ('0560000000018')");
  await first.stop();
  t.equal(readCommandLine(first.pid), '', 'the server is gone when stop returns');
  t.notOk(fs.existsSync(path.join(dataFolder, 'pg', 'postmaster.pid')), 'and left no pid file');
  await first.stop();

  const second = await start(t, dataFolder, {});

  t.strictSame(await ask(second.superuserUrl('town'), 'table pass'), [['0560000000018']]);
});

t.test('data is durable, text is UTF-8 in code point order, and the clock is UTC', async (t) => {
  const dataFolder = makeFolder(t);

  const postgres = await start(t, dataFolder, {});

  const durability = `select name, setting from pg_settings where name in
    ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums') order by name`;
  t.strictSame(await ask(postgres.superuserUrl(), durability), [
    ['data_checksums', 'on'],
    ['fsync', 'on'],
    ['full_page_writes', 'on'],
    ['synchronous_commit', 'on'],
  ]);
  const text = `select pg_encoding_to_char(encoding), datlocprovider::text, datlocale,
    current_setting('TimeZone') from pg_database where datname = 'postgres'`;
  t.strictSame(await ask(postgres.superuserUrl(), text), [['UTF8', 'b', 'C.UTF-8', 'UTC']]);
});

t.test('only this machine reaches it, and only with the password', async (t) => {
  const dataFolder = makeFolder(t);
  const postgres = await start(t, dataFolder);

  const wrong = new URL(postgres.superuserUrl());
  wrong.password = 'postgres';
  await t.rejects(ask(wrong.href, 'select 1'), { code: '28P01' });
  t.strictSame(await ask(postgres.superuserUrl(), 'show unix_socket_directories'), [['']]);
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outside = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (outside) {
    await t.rejects(dial(outside.address, postgres.port), { code: 'ECONNREFUSED' });
  }
  for (const file of ['pg.secret', 'pg.log']) {
    t.equal(fs.statSync(path.join(dataFolder, file)).mode & 0o777, 0o600, `${file} is private`);
  }
  t.notOk(fs.existsSync(path.join(dataFolder, 'pg.new')), 'no copy of the password is left');
});

t.test('the log of the server quotes no statement and no value of a row', async (t) => {
  const dataFolder = makeFolder(t);
  const postgres = await start(t, dataFolder);
  await ask(postgres.superuserUrl(), 'create table person (insz text primary key)');

  const insert = "insert into person values ('85073003328'), ('85073003328')";
  await t.rejects(ask(postgres.superuserUrl(), insert), { code: '23505' });

  const log = fs.readFileSync(path.join(dataFolder, 'pg.log'), 'utf8');
  t.match(log, /duplicate key value violates unique constraint/);
  t.notMatch(log, /85073003328/);
});

t.test('a setting that PostgreSQL does not know is refused in its own words', async (t) => {
  const dataFolder = makeFolder(t);
  await (await start(t, dataFolder)).stop();

  const settings = { work_memory: '16MB' };
  const refused = startEmbeddedPostgres({ dataFolder, log: silent, settings });

  await t.rejects(refused, { message: /unrecognized configuration parameter "work_memory"/ });
});

t.test('data of another major version of PostgreSQL is refused, and left alone', async (t) => {
  const dataFolder = makeFolder(t, { pg: { PG_VERSION: '17\n' }, 'pg.secret': 'secret' });

  const refused = startEmbeddedPostgres({ dataFolder, log: silent });

  await t.rejects(refused, { message: /is of PostgreSQL 17, and this is PostgreSQL 18/ });
  t.strictSame(fs.readdirSync(path.join(dataFolder, 'pg')), ['PG_VERSION']);
});

t.test('a folder with other files is not taken for a database', async (t) => {
  const dataFolder = makeFolder(t, { pg: { 'letter.txt': 'dear town' } });

  const refused = startEmbeddedPostgres({ dataFolder, log: silent });

  await t.rejects(refused, { message: /is not a database of PostgreSQL: move it away/ });
  t.strictSame(fs.readdirSync(path.join(dataFolder, 'pg')), ['letter.txt']);
});

t.test('a lost password file is said, not a riddle at the first query', async (t) => {
  const dataFolder = makeFolder(t, { pg: { PG_VERSION: '18\n' } });

  const refused = startEmbeddedPostgres({ dataFolder, log: silent });

  await t.rejects(refused, { message: /pg\.secret cannot be read: it holds the password/ });
});

function dial(host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect(port, host, () => socket.destroy());
  socket.once('close', () => resolve());
  socket.once('error', reject);
  return promise;
}

t.test('a quarter of the memory is for the cache, of the container when it has less', async (t) => {
  const gigabyte = 2 ** 30;
  t.equal(cacheMegabytes(4 * gigabyte, 0), 1024);
  t.equal(cacheMegabytes(64 * gigabyte, 2 * gigabyte), 512);
  t.equal(cacheMegabytes(64 * gigabyte, 2 ** 63), 2048, 'no limit is a very large one');
  t.equal(cacheMegabytes(gigabyte / 4, 0), 128);
});
