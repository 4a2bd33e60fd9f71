import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import t, { type Test } from 'tap';
import { AlreadyRunning, takeAppLock } from '../../../core/database/app-lock.ts';
import { makeFolder } from '../../fixtures/make-folder.ts';

const now = Temporal.Instant.from('2026-09-01T08:00:00Z');
const lockModule = new URL('../../../core/database/app-lock.ts', import.meta.url).href;

/** An application that starts at a given moment, says whether it may, and runs until its end. */
const application = `
  import { takeAppLock } from ${JSON.stringify(lockModule)};
  const [dataFolder, startAtMs] = process.argv.slice(1);
  while (Date.now() < Number(startAtMs));
  try {
    const lock = takeAppLock(dataFolder, Temporal.Now.instant());
    lock.announce('http://localhost:' + process.pid);
    console.log('runs');
    process.stdin.resume();
  } catch (error) {
    console.log(error.message);
  }
`;

const noProc = process.platform !== 'linux' && 'this test looks into /proc';

type Application = ChildProcessByStdio<Writable, Readable, null>;

function startApplication(t: Test, dataFolder: string, startAtMs = 0): Application {
  const args = ['--input-type=module', '-e', application, dataFolder, String(startAtMs)];
  const app = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  t.teardown(() => app.kill('SIGKILL'));
  return app;
}

async function readAnswer({ stdout }: Application): Promise<string> {
  const [line] = (await once(createInterface(stdout), 'line')) as [string];
  return line;
}

async function end(app: Application, signal: NodeJS.Signals): Promise<void> {
  if (app.exitCode !== null) return;
  const exited = once(app, 'exit');
  app.kill(signal);
  await exited;
}

t.test('a second start on the same data is told where the first one runs', async (t) => {
  const dataFolder = makeFolder(t);
  const lock = takeAppLock(dataFolder, now);
  t.teardown(() => lock.release());

  t.throws(() => takeAppLock(dataFolder, now), {
    message: `already starting (pid ${process.pid})`,
  });
  lock.announce('http://localhost:3000');

  const expected = {
    message: `already running at http://localhost:3000 (pid ${process.pid})`,
    address: 'http://localhost:3000',
    pid: process.pid,
  };
  t.throws(() => takeAppLock(dataFolder, now), AlreadyRunning);
  t.throws(() => takeAppLock(dataFolder, now), expected);
  const other = startApplication(t, dataFolder);
  t.equal(await readAnswer(other), expected.message, 'another process too');
});

t.test('nobody but its owner reads what a claim makes', async (t) => {
  const dataFolder = path.join(makeFolder(t), 'new');
  const lock = takeAppLock(dataFolder, now);
  lock.announce('http://localhost:3000');
  const modeOf = (file: string): number => fs.statSync(file).mode % 0o1000;

  for (const name of fs.readdirSync(dataFolder)) {
    t.equal(modeOf(path.join(dataFolder, name)), 0o600, name);
  }
  t.equal(modeOf(dataFolder), process.getuid?.() === 0 ? 0o711 : 0o700);
  lock.release();

  const again = takeAppLock(dataFolder, now);
  t.teardown(() => again.release());
  t.throws(() => takeAppLock(dataFolder, now), AlreadyRunning, 'a claim holds as before');
  const other = startApplication(t, dataFolder);
  t.match(await readAnswer(other), /^already starting/);
});

t.test('the lock file tells people who runs, since when and where', async (t) => {
  const dataFolder = makeFolder(t);
  const lock = takeAppLock(path.join(dataFolder, 'new'), now);
  lock.announce('http://localhost:3000');

  const file = path.join(dataFolder, 'new', 'app.lock');
  t.strictSame(JSON.parse(fs.readFileSync(file, 'utf8')), {
    pid: process.pid,
    startedAt: '2026-09-01T08:00:00Z',
    address: 'http://localhost:3000',
  });
  lock.release();
  t.notOk(fs.existsSync(file), 'and is gone afterwards');
});

t.test('a released folder is free again, and releasing twice harms nobody', async (t) => {
  const dataFolder = makeFolder(t);
  const first = takeAppLock(dataFolder, now);
  first.release();

  const second = takeAppLock(dataFolder, now);
  t.teardown(() => second.release());
  first.release();

  t.throws(() => takeAppLock(dataFolder, now), AlreadyRunning);
  t.ok(fs.existsSync(path.join(dataFolder, 'app.lock')));
});

t.test('a lock that nobody refers to any more is still held', async (t) => {
  const dataFolder = makeFolder(t);
  takeAppLock(dataFolder, now);
  const { setFlagsFromString } = await import('node:v8');
  const { runInNewContext } = await import('node:vm');
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();

  const other = startApplication(t, dataFolder);

  t.equal(await readAnswer(other), `already starting (pid ${process.pid})`);
});

t.test('what a killed application left behind stops nobody', async (t) => {
  const dataFolder = makeFolder(t);
  const killed = startApplication(t, dataFolder);
  t.equal(await readAnswer(killed), 'runs');
  await end(killed, 'SIGKILL');
  t.ok(fs.existsSync(path.join(dataFolder, 'app.lock')), 'the killed one left its lock file');

  const lock = takeAppLock(dataFolder, now);

  lock.release();
});

t.test('a living process that got the number of a dead one stops nobody', async (t) => {
  const stale = { startedAt: '2020-01-01T00:00:00Z', address: 'http://x' };
  for (const pid of [process.pid, process.ppid, 1]) {
    const dataFolder = makeFolder(t, { 'app.lock': JSON.stringify({ pid, ...stale }) });

    t.doesNotThrow(() => takeAppLock(dataFolder, now).release());
  }
});

t.test('a zombie stops nobody', { skip: noProc }, async (t) => {
  const dataFolder = makeFolder(t);
  // The shell becomes a sleep, which never asks how its child ended: the child stays a zombie.
  const shell = '"$0" --input-type=module -e "$1" "$2" 0 & echo $!; exec sleep 60';
  const parent = spawn('sh', ['-c', shell, process.execPath, application, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => parent.kill('SIGKILL'));
  const lines = createInterface(parent.stdout)[Symbol.asyncIterator]();
  const pid = Number((await lines.next()).value);
  t.equal((await lines.next()).value, 'runs', 'until its input ends, which is at once');
  const deadline = performance.now() + 10_000;
  while (!fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) {
    if (performance.now() > deadline) return t.fail('it does not end');
    await new Promise(setImmediate);
  }

  takeAppLock(dataFolder, now).release();
});

t.test('of eight that start at the same instant exactly one runs', async (t) => {
  const dataFolder = makeFolder(t, {
    'app.lock': JSON.stringify({ pid: 1, startedAt: '2020-01-01T00:00:00Z', address: 'http://x' }),
  });
  for (const round of [1, 2]) {
    const startAtMs = Date.now() + 1_500;
    const apps = Array.from({ length: 8 }, () => startApplication(t, dataFolder, startAtMs));
    const answers = await Promise.all(apps.map(readAnswer));

    const winner = apps[answers.indexOf('runs')];
    t.equal(answers.filter((answer) => answer === 'runs').length, 1, `round ${round}: one runs`);
    const refusal = `already running at http://localhost:${winner?.pid} (pid ${winner?.pid})`;
    t.equal(answers.filter((answer) => answer === refusal).length, 7, 'seven are told where');
    await Promise.all(apps.map((app) => end(app, 'SIGKILL')));
  }
});

t.test('a folder that cannot be locked is an error with its name', async (t) => {
  const dataFolder = makeFolder(t, { 'app.mutex': {} });

  t.throws(() => takeAppLock(dataFolder, now), { message: /app\.mutex cannot be opened/ });
});
