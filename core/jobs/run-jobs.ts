import { createPostgresBackend, type Job, Worker } from 'bullmq';
import { postgresConnection, type QueuePlace, REDIS_PREFIX } from './bullmq-queue.ts';
import { type JobLog, tellQueueErrors } from './job-log.ts';
import { QUEUE_NAME } from './migrate-queue.ts';

/** What a job is told: ids only. */
export type JobData = Readonly<Record<string, string>>;

/** Does the work of a job; may be called twice for one call, and may be killed halfway. */
export type RunJob = (data: JobData) => Promise<void>;

/** What running jobs asks for. */
export interface JobRunnerOptions {
  readonly place: QueuePlace;
  /** By the name of the job. */
  readonly jobs: ReadonlyMap<string, RunJob>;
  readonly log: JobLog;
  /** How long a silent worker is believed to be alive; after it, another one takes its job over. */
  readonly lockMs?: number;
}

/** The worker of this process; when the queue is away it begins once it is back. */
export interface JobRunner {
  /** Takes nothing new, and resolves when what runs is done. */
  close(): Promise<void>;
}

/** Jobs at the same time in one process; they share the database with requests. */
const CONCURRENCY = 4;
const LOCK_MS = 30_000;

/** Starts taking wake-up calls off the queue. Several processes can do this at once. */
export function runJobs(options: JobRunnerOptions): JobRunner {
  const { jobs, log } = options;
  let isClosing = false;
  const worker = makeWorker(options, async ({ name, data }) => {
    const run = jobs.get(name);
    // Left in the queue by another version, or by a plugin that is gone.
    if (run === undefined) log.warn({ job: name }, 'nobody does this job');
    const startedAtMs = performance.now();
    await run?.(data);
    const durationMs = Math.round(performance.now() - startedAtMs);
    log.debug({ job: name, durationMs }, 'job done');
  });
  worker.on('failed', (job, error) => {
    log.error({ ...(job && { job: job.name }), err: error }, 'job failed');
  });
  const tell = tellQueueErrors(log);
  worker.on('error', (error) => {
    if (!isClosing) tell(error);
  });
  let wasReady = false;
  for (const event of ['ready', 'active'] as const) {
    worker.on(event, () => {
      wasReady = true;
    });
  }
  return {
    async close() {
      isClosing = true;
      // One that never reached its queue has nothing to finish, and would wait for the queue.
      await worker.close(!wasReady);
    },
  };
}

type AnyWorker = Pick<Worker<JobData>, 'close' | 'on'>;

function makeWorker(
  { place, lockMs = LOCK_MS }: JobRunnerOptions,
  process: (job: Pick<Job<JobData>, 'name' | 'data'>) => Promise<void>,
): AnyWorker {
  const { redisUrl, redisPrefix = REDIS_PREFIX } = place;
  const manner = { concurrency: CONCURRENCY, lockDuration: lockMs, stalledInterval: lockMs };
  if (redisUrl === undefined) {
    const options = { ...manner, connection: postgresConnection(place) };
    const worker = new Worker(QUEUE_NAME, process, options, createPostgresBackend);
    return worker as unknown as AnyWorker;
  }
  const connection = { url: redisUrl, maxRetriesPerRequest: null };
  return new Worker(QUEUE_NAME, process, { ...manner, connection, prefix: redisPrefix });
}
