import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import t, { type Test } from 'tap';
import {
  findOrphans,
  readCommandLine,
} from '../../../../core/database/embedded/postmaster-file.ts';
import { findPostgresBinaries } from '../../../../core/database/embedded/postgres-binaries.ts';
import { runPostmaster } from '../../../../core/database/embedded/run-postmaster.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../../core/database/embedded/start-embedded-postgres.ts';
import { stopPostmaster } from '../../../../core/database/embedded/stop-postmaster.ts';
import { chooseAccount } from '../../../../core/database/embedded/unprivileged-account.ts';
import { makeFolder } from '../../../fixtures/make-folder.ts';

const skip = process.platform !== 'linux' && 'these tests look into /proc';
const module = new URL(
  '../../../../core/database/embedded/start-embedded-postgres.ts',
  import.meta.url,
).href;

/** A Pasklaar that starts its database, says so, and runs until it is killed. */
const application = `
  import { startEmbeddedPostgres } from ${JSON.stringify(module)};
  const [dataFolder] = process.argv.slice(1);
  const settings = { fsync: 'off' };
  const { pid, port } = await startEmbeddedPostgres({ dataFolder, log() {}, settings });
  console.log(JSON.stringify({ pid, port }));
  process.stdin.resume();
`;

async function start(
  t: Test,
  dataFolder: string,
  settings: Record<string, string> = { fsync: 'off' },
): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataFolder, log: () => {}, settings });
  t.teardown(() => postgres.stop());
  return postgres;
}

async function connect(postgres: EmbeddedPostgres): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: postgres.superuserUrl() });
  // The connections of a killed server break: that is what these tests are about.
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function writeRow(postgres: EmbeddedPostgres): Promise<pg.Client> {
  const client = await connect(postgres);
  await client.query('create table point (n int)');
  await client.query('insert into point values (1)');
  return client;
}

async function countRows(postgres: EmbeddedPostgres): Promise<unknown> {
  const client = await connect(postgres);
  const { rows } = await client.query('select count(*)::int as n from point');
  await client.end();
  return rows;
}

/** Kills the server without warning, and waits until the system has taken note. */
async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await until(() => readCommandLine(pid) === '');
}

async function until(claim: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await claim())) {
    if (performance.now() > deadline) throw new Error(`in vain: ${claim.toString()}`);
    await new Promise(setImmediate);
  }
}

function writePidFile(dataFolder: string, pid: number): void {
  const file = path.join(dataFolder, 'pg', 'postmaster.pid');
  const [, ...rest] = fs.readFileSync(file, 'utf8').split('\n');
  fs.writeFileSync(file, [pid, ...rest].join('\n'));
}

t.test('after kill -9 of the server what was written is there', { skip }, async (t) => {
  const dataFolder = makeFolder(t);
  const first = await start(t, dataFolder, {});
  await writeRow(first);

  await kill(first.pid);
  const second = await start(t, dataFolder, {});

  t.not(second.pid, first.pid);
  t.strictSame(await countRows(second), [{ n: 1 }]);
});

t.test('a busy query of a killed server delays nobody', { skip }, async (t) => {
  const dataFolder = makeFolder(t);
  const first = await start(t, dataFolder);
  const client = await writeRow(first);
  const long = `do $$ declare ends timestamptz := clock_timestamp() + '20 s';
    begin while clock_timestamp() < ends loop null; end loop; end $$`;
  client.query(long).catch(() => {});
  const witness = await connect(first);
  const isBusy = "select 1 from pg_stat_activity where state = 'active' and query = $1";
  await until(async () => (await witness.query(isBusy, [long])).rowCount === 1);

  await kill(first.pid);
  t.not(findOrphans(path.join(dataFolder, 'pg')).length, 0, 'it goes on without its server');
  const second = await start(t, dataFolder);

  t.strictSame(await countRows(second), [{ n: 1 }]);
});

t.test('memory that an ending process still holds is waited for', { skip }, async (t) => {
  const dataFolder = fs.realpathSync(makeFolder(t));
  await (await start(t, dataFolder)).stop();
  const { postgres } = findPostgresBinaries();
  // Such a process is out of sight within a millisecond: this server stands in for it, and
  // refuses twice in the words of PostgreSQL.
  const refusals = path.join(dataFolder, 'refusals');
  const reluctant = path.join(dataFolder, 'reluctant');
  fs.writeFileSync(
    reluctant,
    `#!/bin/sh
if [ $(wc -l < ${refusals}) -lt 2 ]; then
  echo 'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use' | tee -a ${refusals}
  exit 1
fi
exec ${postgres} "$@"
`,
    { mode: 0o755 },
  );
  fs.writeFileSync(refusals, '');
  fs.chmodSync(refusals, 0o666);
  const { account } = await chooseAccount(postgres, dataFolder);
  const pgFolder = path.join(dataFolder, 'pg');
  const log = () => {};

  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const logFile = path.join(dataFolder, 'pg.log');
  const plan = { postgres: reluctant, pgFolder, account, settings, logFile, log };
  const { pid } = await runPostmaster(plan);
  t.teardown(() => stopPostmaster(pgFolder, pid, log));

  t.equal(fs.readFileSync(refusals, 'utf8').trim().split('\n').length, 2);
});

t.test('a pid file that names another process, or a zombie, is replaced', { skip }, async (t) => {
  const dataFolder = makeFolder(t);
  const first = await start(t, dataFolder);
  await writeRow(first);
  const { uid, gid } = fs.statSync(path.join(dataFolder, 'pg'));
  // Its own account: PostgreSQL believes no process of another one to be a server. The shell
  // becomes a sleep, which never asks how its child ended: the child stays a zombie.
  const becomesSleep = 'exec 3<&0; (read -r _ <&3) & echo $!; exec sleep 60';
  const sleeper = spawn('sh', ['-c', becomesSleep], {
    ...(process.getuid?.() === 0 ? { uid, gid } : {}),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.teardown(() => sleeper.kill('SIGKILL'));
  const [zombie] = (await once(createInterface(sleeper.stdout), 'line')) as [string];
  await until(() => readCommandLine(sleeper.pid ?? 0) === 'sleep 60');
  sleeper.stdin.end('\n');
  await until(() => fs.readFileSync(`/proc/${zombie}/stat`, 'utf8').includes(') Z '));
  await kill(first.pid);

  let pid = first.pid;
  for (const impostor of [sleeper.pid ?? 0, Number(zombie)]) {
    writePidFile(dataFolder, impostor);
    const next = await start(t, dataFolder);
    t.strictSame(await countRows(next), [{ n: 1 }]);
    const file = fs.readFileSync(path.join(dataFolder, 'pg', 'postmaster.pid'), 'utf8');
    t.equal(Number.parseInt(file, 10), next.pid, 'the file names the new server');
    t.not(next.pid, pid);
    t.equal(readCommandLine(sleeper.pid ?? 0), 'sleep 60', 'the other process is left alone');
    await kill(next.pid);
    pid = next.pid;
  }
});

t.test('the server of a killed application is taken over and stopped', { skip }, async (t) => {
  const dataFolder = makeFolder(t);
  const args = ['--input-type=module', '-e', application, dataFolder];
  const app = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(app.stdout), 'line')) as [string];
  const left = JSON.parse(line) as { pid: number; port: number };
  app.kill('SIGKILL');
  await once(app, 'exit');
  t.not(readCommandLine(left.pid), '', 'the server outlives it');

  const postgres = await start(t, dataFolder);

  t.match(postgres, left, 'the same server, on the same port');
  await writeRow(postgres);
  await postgres.stop();
  t.equal(readCommandLine(left.pid), '', 'and now it is gone');
});

t.test('a running server with other settings is restarted with ours', { skip }, async (t) => {
  const dataFolder = makeFolder(t);
  const loose = await start(t, dataFolder, { fsync: 'off' });
  await (await writeRow(loose)).end();

  const strict = await start(t, dataFolder, {});

  t.not(strict.pid, loose.pid);
  t.equal(readCommandLine(loose.pid), '');
  const client = await connect(strict);
  t.strictSame((await client.query('show fsync')).rows, [{ fsync: 'on' }]);
  await client.end();
  t.strictSame(await countRows(strict), [{ n: 1 }]);
});

t.test('a first start that was cut short begins again', async (t) => {
  const dataFolder = makeFolder(t, {
    'pg.new': { password: 'half', pg: { PG_VERSION: '18\n', base: {} } },
    'pg.secret': 'half',
  });

  const postgres = await start(t, dataFolder);

  await (await writeRow(postgres)).end();
  t.not(fs.readFileSync(path.join(dataFolder, 'pg.secret'), 'utf8'), 'half');
  t.notOk(fs.existsSync(path.join(dataFolder, 'pg.new')));
});
