import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { readCommandLine } from '../../../../core/database/embedded/postmaster-file.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../../core/database/embedded/start-embedded-postgres.ts';

const isRoot = process.getuid?.() === 0;
const notRoot = !isRoot && 'NOT ROOT: only root can change accounts, so this was not tried';
const module = new URL(
  '../../../../core/database/embedded/start-embedded-postgres.ts',
  import.meta.url,
).href;

/** Starts the database twice, as whoever runs it, and says who owned the server. */
const application = `
  import fs from 'node:fs';
  import { startEmbeddedPostgres } from ${JSON.stringify(module)};
  const [dataFolder] = process.argv.slice(1);
  const settings = { fsync: 'off' };
  for (const round of [1, 2]) {
    const postgres = await startEmbeddedPostgres({ dataFolder, log() {}, settings });
    console.log(fs.statSync('/proc/' + postgres.pid).uid);
    await postgres.stop();
  }
`;

async function start(t: Test, dataFolder: string): Promise<EmbeddedPostgres> {
  const settings = { fsync: 'off' };
  const postgres = await startEmbeddedPostgres({ dataFolder, log: () => {}, settings });
  t.teardown(() => postgres.stop());
  return postgres;
}

function ownerOf(file: string): number {
  return fs.statSync(file).uid;
}

function idOf(account: string): number {
  return Number(spawnSync('id', ['-u', account], { encoding: 'utf8' }).stdout);
}

/** A folder outside the project, which only root enters unless `mode` says otherwise. */
function makeFolder(t: Test, mode: number): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'pasklaar-'));
  fs.chmodSync(folder, mode);
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function runAsNobody(dataFolder: string): { stdout: string; stderr: string } {
  const args = ['--input-type=module', '-e', application, dataFolder];
  // A clean environment: the test runner's own would have this process write in the project.
  const command = ['-u', 'nobody', '--', 'env', '-i', process.execPath, ...args];
  return spawnSync('runuser', command, { encoding: 'utf8', cwd: '/' });
}

const nobodyReads =
  isRoot &&
  spawnSync('runuser', ['-u', 'nobody', '--', 'test', '-r', new URL(module).pathname]).status === 0;
const unreachable =
  notRoot ||
  (!nobodyReads && 'UNREACHABLE: nobody may not enter the project, so this was not tried');

const namespaces = spawnSync('unshare', ['--user', '--map-user=65534', 'true']).status === 0;
const noNamespaces =
  notRoot || (!namespaces && 'NO USER NAMESPACES on this machine, so this was not tried');

t.test('a normal user runs the server himself', { skip: unreachable }, (t) => {
  const dataFolder = makeFolder(t, 0o755);
  fs.chownSync(dataFolder, idOf('nobody'), idOf('nobody'));

  const { stdout, stderr } = runAsNobody(dataFolder);

  t.strictSame(stdout.trim().split('\n').map(Number), [idOf('nobody'), idOf('nobody')], stderr);
  t.end();
});

t.test('root lends the server to another account', { skip: unreachable }, async (t) => {
  const dataFolder = makeFolder(t, 0o755);

  const { pid } = await start(t, dataFolder);

  t.not(ownerOf(`/proc/${pid}`), 0);
  t.equal(ownerOf(path.join(dataFolder, 'pg')), ownerOf(`/proc/${pid}`));
  t.equal(ownerOf(dataFolder), 0);
  t.equal(ownerOf(path.join(dataFolder, 'pg.secret')), 0);
});

t.test('root leaves the data of a user to that user', { skip: unreachable }, async (t) => {
  const dataFolder = makeFolder(t, 0o755);
  fs.chownSync(dataFolder, idOf('nobody'), idOf('nobody'));
  runAsNobody(dataFolder);

  const { pid, stop } = await start(t, dataFolder);

  t.equal(ownerOf(`/proc/${pid}`), idOf('nobody'));
  await stop();
  t.equal(runAsNobody(dataFolder).stderr, '');
});

t.test('data of somebody else is refused', { skip: unreachable }, async (t) => {
  const dataFolder = makeFolder(t, 0o777);
  await (await start(t, dataFolder)).stop();
  const owner = ownerOf(path.join(dataFolder, 'pg'));

  const { stderr } = runAsNobody(dataFolder);

  t.match(stderr, `belongs to account ${owner} and this is account ${idOf('nobody')}`);
});

t.test('where only root enters it runs apart', { skip: noNamespaces }, async (t) => {
  const closed = makeFolder(t, 0o700);
  const dataFolder = path.join(closed, 'data');

  const first = await start(t, dataFolder);
  t.match(readCommandLine(first.pid), /postgres -D/);
  t.not(fs.readlinkSync(`/proc/${first.pid}/ns/user`), fs.readlinkSync('/proc/self/ns/user'));
  await first.stop();

  fs.chmodSync(closed, 0o755);
  const second = await start(t, dataFolder);
  t.equal(ownerOf(path.join(dataFolder, 'pg')), ownerOf(`/proc/${second.pid}`), 'opened later');
  await second.stop();

  fs.chmodSync(closed, 0o700);
  const third = await start(t, dataFolder);
  t.equal(ownerOf(path.join(dataFolder, 'pg')), 0, 'and closed again');
  await third.stop();
});
