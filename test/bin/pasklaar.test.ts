import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import t, { type Test } from 'tap';

const launcher = fileURLToPath(new URL('../../bin/pasklaar.js', import.meta.url));

/** A command line that says how it was called and then ends as it is told. */
const cli = `
  const [how = '', what = ''] = process.argv.slice(2);
  if (how === 'serve') {
    process.on('SIGTERM', () => process.exit(7));
    process.stdin.on('end', () => process.exit(1)).resume();
  }
  console.log(JSON.stringify({ node: process.version, folder: process.cwd(), how, what }));
  if (how === 'exit') process.exit(Number(what));
  if (how === 'die') process.kill(process.pid, what);
`;

/** The Node that a bare machine has, when it is too old to run Pasklaar itself. */
const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find(isTooOld);
const noOldNode = !oldNode && 'NO OLD NODE on this machine, so this was not tried';

function isTooOld(node: string): boolean {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? Infinity) < 26;
}

/** A project with this launcher, a small command line, and a Node unless it is left out. */
function makeProject(t: Test, { withNode = true } = {}): string {
  const root = t.testdir({
    'package.json': JSON.stringify({ type: 'module' }),
    bin: { 'pasklaar.js': fs.readFileSync(launcher, 'utf8') },
    core: { 'cli.ts': cli },
    node_modules: { '.bin': withNode ? { node: t.fixture('symlink', process.execPath) } : {} },
    docs: {},
  });
  return fs.realpathSync(root);
}

function run(root: string, args: string[], node = process.execPath): SpawnSyncReturns<string> {
  const command = [path.join(root, 'bin', 'pasklaar.js'), ...args];
  return spawnSync(node, command, { cwd: path.join(root, 'docs'), encoding: 'utf8' });
}

t.test('the command runs in the folder of the caller and gives its exit code', async (t) => {
  const root = makeProject(t);

  const { stdout, status } = run(root, ['exit', '3']);

  const folder = path.join(root, 'docs');
  t.strictSame(JSON.parse(stdout), { node: process.version, folder, how: 'exit', what: '3' });
  t.equal(status, 3);
});

t.test('an old Node hands over to the Node of the project', { skip: noOldNode }, async (t) => {
  const { stdout, status } = run(makeProject(t), ['exit', '0'], oldNode);

  t.match(JSON.parse(stdout), { node: process.version });
  t.equal(status, 0);
});

t.test('without the Node of the project it says what to do', { skip: noOldNode }, async (t) => {
  const root = makeProject(t, { withNode: false });

  const { stderr, status } = run(root, ['start'], oldNode);

  t.match(stderr, /Node 26 is not installed in .*: run `npm ci` first/);
  t.equal(status, 2);
});

t.test('it ends by the signal that ended the command', async (t) => {
  t.equal(run(makeProject(t), ['die', 'SIGTERM']).signal, 'SIGTERM');
});

t.test('a request to stop reaches the command, which takes its time', async (t) => {
  const command = [path.join(makeProject(t), 'bin', 'pasklaar.js'), 'serve'];
  const served = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] });
  t.teardown(() => served.kill('SIGKILL'));
  await once(createInterface(served.stdout), 'line');

  served.kill('SIGTERM');

  t.strictSame(await once(served, 'exit'), [7, null]);
});
