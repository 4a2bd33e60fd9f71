import fs from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { readCommandLine } from '../../core/database/embedded/postmaster-file.ts';
import { runTestFile, type FileResult } from './run-test-file.ts';

const begin = "import t from 'tap';\n";

t.test('what passes is counted by assertion, subtests included', async (t) => {
  const text =
    "t.test('a', async (t) => { t.ok(1); t.ok(1); t.test('b', async (t) => t.ok(1)); });";

  const result = await run(t, begin + text);

  t.match(result, { passed: 3, failures: [], skips: [] });
});

t.test('what fails is told with its place and the difference', async (t) => {
  const text = "t.test('money', async (t) => { t.ok(1); t.equal(402, 401, 'adds up'); });";

  const { passed, failures } = await run(t, begin + text);

  t.equal(passed, 1);
  t.equal(failures.length, 1);
  t.match(failures[0], /^money > adds up\n {2}at .*planted\.test\.ts:2\n(.*\n)*.*-401\n.*\+402/);
});

t.test('a test that throws fails, and so does a promise that nobody awaits', async (t) => {
  const thrown = await run(t, `${begin}t.ok(1); throw new Error('boom');`);
  const lost = await run(t, `${begin}t.ok(1); Promise.reject(new Error('lost'));`);

  t.match(thrown, { passed: 1, failures: [/boom/] });
  t.match(lost, { passed: 1, failures: [/lost/] });
});

t.test('a file that exceeds its budget fails, and says where it was', async (t) => {
  const text = "t.test('waits', async (t) => { t.ok(1); await new Promise(() => {}); });";
  const alive = 'setInterval(() => {}, 1000);';

  const { failures, seconds } = await run(t, begin + alive + text, 1);

  t.match(failures[0], /^waits > timeout!/);
  t.match(failures.at(-1), /its budget is 1 s/);
  t.ok(seconds < 6, `stopped after ${seconds} s`);
});

t.test('a file that does not end after its last test exceeds its budget', async (t) => {
  const { failures } = await run(t, `${begin}t.ok(1); setInterval(() => {}, 1000);`, 1);

  t.match(failures.at(-1), /its budget is 1 s/);
});

t.test('a file without tests fails, and so does a test without assertions', async (t) => {
  const without = await run(t, 'console.log("hello");');
  const silent = await run(t, `${begin}t.ok(1); t.test('fair', async () => {});`);

  t.match(without, { passed: 0, failures: ['there is no test in it'] });
  t.match(silent, { passed: 1, failures: ['fair: asserts nothing'] });
});

t.test('a skip is told with its reason', async (t) => {
  const text = "t.ok(1); t.test('screens', { skip: 'no chromium' }, async () => {});";

  const part = await run(t, begin + text);
  const whole = await run(t, `${begin}t.plan(0, 'no Redis answers');`);

  t.match(part, { passed: 1, failures: [], skips: [{ name: 'screens', reason: 'no chromium' }] });
  t.match(whole, { passed: 0, failures: [], skips: [{ reason: 'no Redis answers' }] });
});

t.test('what is still to be done fails', async (t) => {
  const { failures } = await run(t, `${begin}t.ok(1); t.todo('later');`);

  t.match(failures, ['later: is marked as still to be done']);
});

t.test('a process that ends halfway fails, whatever its exit code', async (t) => {
  const halfway = await run(t, `${begin}t.ok(1); process.reallyExit(0);`);
  const atEnd = await run(t, `${begin}t.ok(1); process.on('exit', () => process.reallyExit(3));`);

  t.match(halfway, { failures: [/not whole/] });
  t.equal(atEnd.failures.length, 1);
});

t.test('what a file leaves running is ended with it', async (t) => {
  const { failures, folder } = await run(
    t,
    `${begin}t.pass(); ${leaveSleeper({ detached: false })}`,
  );

  t.same(failures, []);
  await isGone(folder);
});

t.test('what a file over its budget started to outlive it is ended too', async (t) => {
  const sleeper = leaveSleeper({ detached: true });
  const { failures, folder } = await run(t, `${begin}${sleeper} setInterval(() => {}, 1000);`, 1);

  t.match(failures.at(-1), /its budget is 1 s/);
  await isGone(folder);
});

function leaveSleeper({ detached }: { detached: boolean }): string {
  return `const { spawn } = await import('node:child_process');
    const { writeFileSync } = await import('node:fs');
    const child = spawn('sleep', ['60'], { stdio: 'ignore', detached: ${detached} });
    child.unref();
    writeFileSync(new URL('pid', import.meta.url), String(child.pid));`;
}

/** A killed process is gone within a moment; this ends with the budget when it was not killed. */
async function isGone(folder: string): Promise<void> {
  const pid = Number(fs.readFileSync(path.join(folder, 'pid'), 'utf8'));
  while (readCommandLine(pid) !== '') await new Promise(setImmediate);
}

async function run(
  t: Test,
  text: string,
  budgetSeconds = 20,
): Promise<FileResult & { folder: string }> {
  const folder = t.testdir({ 'planted.test.ts': text });
  const result = await runTestFile('planted.test.ts', {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    budgetSeconds,
    stop: new AbortController().signal,
  });
  return { ...result, folder };
}
