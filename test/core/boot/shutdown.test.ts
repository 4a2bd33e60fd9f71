import t from 'tap';
import { Shutdown, ShutdownAsked } from '../../../core/boot/shutdown.ts';

const forEver = (): Promise<never> => new Promise(() => {});

t.test('what was opened last is closed first, one after the other', async (t) => {
  const order: string[] = [];
  const shutdown = new Shutdown(() => {});
  for (const name of ['the lock', 'PostgreSQL', 'the web server']) {
    const close = async (): Promise<void> => {
      order.push(`${name} closes`);
      await new Promise(setImmediate);
      order.push(`${name} is closed`);
    };
    shutdown.add({ name, patienceMs: 1_000, close });
  }

  await shutdown.run();

  t.same(order, [
    'the web server closes',
    'the web server is closed',
    'PostgreSQL closes',
    'PostgreSQL is closed',
    'the lock closes',
    'the lock is closed',
  ]);
});

t.test('what does not close in time does not hold up the rest', async (t) => {
  const told: string[] = [];
  const shutdown = new Shutdown((line) => told.push(line));
  let isClosed = false;
  shutdown.add({ name: 'PostgreSQL', patienceMs: 1_000, close: () => (isClosed = true) });
  shutdown.add({ name: 'the worker', patienceMs: 20, close: forEver });

  await shutdown.run();

  t.ok(isClosed);
  t.same(told, ['the worker is not waited for any longer']);
});

t.test('what fails to close does not hold up the rest either', async (t) => {
  const told: string[] = [];
  const shutdown = new Shutdown((line) => told.push(line));
  let isClosed = false;
  shutdown.add({ name: 'PostgreSQL', patienceMs: 1_000, close: () => (isClosed = true) });
  shutdown.add({
    name: 'the queue',
    patienceMs: 1_000,
    close: () => {
      throw new Error('no connection');
    },
  });

  await shutdown.run();

  t.ok(isClosed);
  t.same(told, ['the queue did not close well: no connection']);
});

t.test('who asks again waits for what is vital only', async (t) => {
  const shutdown = new Shutdown(() => {});
  const stopped = Promise.withResolvers<void>();
  let isStopped = false;
  shutdown.add({
    name: 'PostgreSQL',
    patienceMs: 60_000,
    isVital: true,
    close: async () => {
      await stopped.promise;
      isStopped = true;
    },
  });
  shutdown.add({ name: 'the worker', patienceMs: 60_000, close: forEver });
  const startedAtMs = performance.now();
  shutdown.ask('SIGTERM');
  const closed = shutdown.run();

  shutdown.hurry();
  setTimeout(() => stopped.resolve(), 400);
  await closed;

  t.ok(isStopped, 'the database was waited for');
  t.ok(performance.now() - startedAtMs < 10_000, 'the worker was not');
});

t.test('the first reason counts, and the highest exit code', async (t) => {
  const shutdown = new Shutdown(() => {});

  shutdown.ask('SIGTERM');
  shutdown.ask('an error that nobody caught', 1);

  t.equal(await shutdown.asked, 'SIGTERM');
  t.match(shutdown, { reason: 'SIGTERM', exitCode: 1 });
});

t.test('a start that is no longer wanted ends between two steps', async (t) => {
  const shutdown = new Shutdown(() => {});
  t.doesNotThrow(() => shutdown.throwIfAsked());

  shutdown.ask('SIGINT');

  t.throws(() => shutdown.throwIfAsked(), ShutdownAsked);
});
