import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import t, { type Test } from 'tap';
import { type OpenQueue, openQueue, type Turn } from '../../../core/jobs/bullmq-queue.ts';
import { type JobData, type RunJob, runJobs } from '../../../core/jobs/run-jobs.ts';
import { queueKinds, ReadableLog, type TestPlace } from './queue-places.ts';

/** Short, so that a dead worker is missed soon. */
const LOCK_MS = 400;

for (const [kind, { skip, make }] of Object.entries(queueKinds)) {
  t.test(kind, { skip }, async (t) => {
    const made = await make(t);

    t.test('a call wakes a worker, with its data', async (t) => {
      const { queue, work } = await open(t, made);
      const told = work('test.greet', async () => {});

      await queue.enqueue({ job: 'test.greet', id: '1', data: { role: 'r-1' } });

      t.same(await told.first, { role: 'r-1' });
    });

    t.test('two calls with one id, while the first waits, are one', async (t) => {
      const { queue, work } = await open(t, made);
      await queue.enqueue({ job: 'test.greet', id: '1', data: { call: 'first' } });
      await queue.enqueue({ job: 'test.greet', id: '1', data: { call: 'second' } });
      await queue.enqueue({ job: 'test.greet', id: 'other', data: { call: 'other' } });

      const told = work('test.greet', async () => {});
      await told.times(2);

      t.same(new Set(told.calls.map(({ call }) => call)), new Set(['first', 'other']));
    });

    t.test('a call that comes while the job runs makes it run once more', async (t) => {
      const { queue, work } = await open(t, made);
      const wakeup = { job: 'test.greet', id: '1', data: {} };
      const told = work('test.greet', async () => {
        if (told.calls.length > 1) return;
        await queue.enqueue(wakeup);
        await queue.enqueue(wakeup);
      });

      await queue.enqueue(wakeup);
      await told.times(2);
      // What is queued after it is done after it: the job did not run a third time before.
      await queue.enqueue({ ...wakeup, id: 'last', data: { last: 'yes' } });
      await told.times(3);

      t.same(told.calls[2], { last: 'yes' });
    });

    t.test('a call that fails is tried again', async (t) => {
      const { queue, work, log } = await open(t, made);
      const told = work('test.fail', async () => {
        if (told.calls.length === 1) throw new Error('not today');
      });

      await queue.enqueue({ job: 'test.fail', id: '1', data: {} });
      await told.times(2);

      t.match(log.lines, [{ job: 'test.fail', message: 'job failed' }]);
    });

    t.test('a turn is taken once, and the next turn again', async (t) => {
      const { queue, work } = await open(t, made);
      const told = work('test.turn', async () => {});
      await queue.offerTurns([turn(1)]);
      await told.times(1);

      await queue.offerTurns([turn(1), turn(1)]);
      await queue.offerTurns([turn(2)]);
      await told.times(2);

      t.same(told.calls, [{ turn: '1' }, { turn: '2' }]);
    });

    t.test('a turn that fails is offered again by the next sweep', async (t) => {
      const { queue, work, log } = await open(t, made);
      const told = work('test.turn', async () => {
        if (told.calls.length === 1) throw new Error('not today');
      });
      await queue.offerTurns([turn(1)]);
      await log.times(1);

      await queue.offerTurns([turn(1)]);

      await told.times(2);
      t.same(told.calls, [{ turn: '1' }, { turn: '1' }]);
    });

    t.test('what was in a queue that was emptied comes back', async (t) => {
      const { queue, place, work } = await open(t, made);
      await queue.offerTurns([turn(1), turn(2)]);
      await place.wipe();

      await queue.offerTurns([turn(1), turn(2)]);
      const told = work('test.turn', async () => {});
      await told.times(2);

      t.same(new Set(told.calls.map((data) => data['turn'])), new Set(['1', '2']));
    });

    t.test('the job of a worker that was killed is done by another one', async (t) => {
      const { queue, place, work } = await open(t, made);
      const doomed = spawn(
        process.execPath,
        [
          path.join(import.meta.dirname, 'doomed-worker.ts'),
          JSON.stringify(place),
          String(LOCK_MS),
        ],
        { stdio: 'inherit' },
      );
      await queue.offerTurns([{ ...turn(1), job: 'test.die' }]);
      const [, signal] = await once(doomed, 'exit');
      t.equal(signal, 'SIGKILL', 'it died in the middle');

      const told = work('test.die', async () => {});

      t.same(await told.first, { turn: '1' });
    });

    t.test('closing waits for what runs', async (t) => {
      const { queue, place } = await open(t, made);
      const order: string[] = [];
      const begun = Promise.withResolvers<void>();
      const may = Promise.withResolvers<void>();
      const runner = runJobs({
        place,
        log: new ReadableLog(),
        jobs: new Map([
          [
            'test.slow',
            async () => {
              begun.resolve();
              await may.promise;
              order.push('job done');
            },
          ],
        ]),
      });
      await queue.enqueue({ job: 'test.slow', id: '1', data: {} });
      await begun.promise;

      const closed = runner.close().then(() => order.push('closed'));
      may.resolve();
      await closed;

      t.same(order, ['job done', 'closed']);
    });

    t.test('a job that nobody does any more is passed over, and told', async (t) => {
      const { queue, work, log } = await open(t, made);
      const told = work('test.greet', async () => {});

      await queue.enqueue({ job: 'gone.work', id: '1', data: {} });
      await queue.enqueue({ job: 'test.greet', id: '1', data: {} });

      await told.times(1);
      t.match(log.lines, [{ job: 'gone.work', message: 'nobody does this job' }]);
    });
  });
}

t.test('a queue that is away holds nobody up', async (t) => {
  const log = new ReadableLog();
  const databaseUrl = 'postgresql://nobody@127.0.0.1:1/nothing';
  const queue = openQueue({ databaseUrl, redisUrl: undefined }, log);
  t.teardown(() => queue.close());

  await t.resolves(queue.enqueue({ job: 'test.greet', id: '1', data: {} }));

  t.match(log.lines, [{ message: 'the queue does not answer' }]);
});

function turn(number: number): Turn {
  const data = { turn: String(number) };
  return { job: 'test.turn', id: `lier/${number}`, data, rememberMs: 3_600_000 };
}

/** A log that can be waited for. */
class AwaitedLog extends ReadableLog {
  #told = Promise.withResolvers<void>();

  override error(...line: Parameters<ReadableLog['error']>): void {
    super.error(...line);
    this.#told.resolve();
    this.#told = Promise.withResolvers<void>();
  }

  async times(count: number): Promise<void> {
    while (this.lines.length < count) await this.#told.promise;
  }
}

interface Told {
  readonly calls: JobData[];
  readonly first: Promise<JobData>;
  times(count: number): Promise<void>;
}

interface Opened {
  queue: OpenQueue;
  place: TestPlace;
  log: AwaitedLog;
  /** Starts a worker that does this job, and tells of its calls once they are over. */
  work(name: string, run: RunJob): Told;
}

async function open(t: Test, place: TestPlace): Promise<Opened> {
  await place.wipe();
  const log = new AwaitedLog();
  const queue = openQueue(place, log);
  t.teardown(() => queue.close());
  return {
    queue,
    place,
    log,
    work(name, run) {
      const calls: JobData[] = [];
      const over: JobData[] = [];
      let next = Promise.withResolvers<void>();
      const job: RunJob = async (data) => {
        calls.push(data);
        try {
          await run(data);
        } finally {
          over.push(data);
          next.resolve();
          next = Promise.withResolvers<void>();
        }
      };
      const runner = runJobs({ place, log, lockMs: LOCK_MS, jobs: new Map([[name, job]]) });
      t.teardown(() => runner.close());
      const times = async (count: number): Promise<void> => {
        while (over.length < count) await next.promise;
      };
      const first = times(1).then(() => calls[0] ?? {});
      return { calls, first, times };
    },
  };
}
