import { createPostgresBackend, type JobsOptions, Queue } from 'bullmq';
import { type JobLog, tellQueueErrors } from './job-log.ts';
import type { JobQueue, Wakeup } from './job-queue.ts';
import { QUEUE_NAME, QUEUE_SCHEMA } from './migrate-queue.ts';

/** Where wake-up calls wait: in PostgreSQL, or in Redis when there is one. */
export interface QueuePlace {
  /** PostgreSQL, as the app's role. */
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** Keeps apart what shares one Redis; in braces, so that a Redis Cluster keeps it together. */
  readonly redisPrefix?: string;
}

/** A wake-up call for one turn of a job that comes back: its id names the turn. */
export interface Turn extends Wakeup {
  /** How long a turn that was taken is known as such. */
  readonly rememberMs: number;
}

/** The queue of this process; the worker takes the calls. */
export interface OpenQueue extends JobQueue {
  /** Adds the turns that are neither waiting, running nor remembered as taken. */
  offerTurns(turns: readonly Turn[]): Promise<void>;
  close(): Promise<void>;
}

/** The prefix of the queue's keys in Redis. */
export const REDIS_PREFIX = '{pasklaar}';

/** Beside the database's own pool: wake-up calls are few and short. */
const QUEUE_POOL_SIZE = 2;
/** A queue that does not answer may not hold up what was committed already. */
const PATIENCE_MS = 2_000;

/**
 * Opens the queue. What cannot be added is logged and let go: the truth is in the database, and the
 * sweep finds what is due there.
 */
export function openQueue(place: QueuePlace, log: JobLog): OpenQueue {
  const queue = makeQueue(place);
  let isClosing = false;
  const tell = tellQueueErrors(log);
  const tellError = (error: unknown): void => {
    if (!isClosing) tell(error);
  };
  queue.on('error', tellError);
  const offer = async (adding: Promise<unknown>): Promise<void> => {
    await within(PATIENCE_MS, adding).catch(tellError);
  };
  return {
    enqueue: (wakeup) => offer(queue.add(wakeup.job, wakeup.data, wakeupOptions(wakeup))),
    async offerTurns(turns) {
      if (turns.length === 0) return;
      const jobs = turns.map((turn) => {
        return { name: turn.job, data: turn.data, opts: turnOptions(turn) };
      });
      await offer(queue.addBulk(jobs));
    },
    async close() {
      isClosing = true;
      await queue.close();
    },
  };
}

/** How BullMQ reaches PostgreSQL: as a role that owns nothing, on tables that the owner made. */
export function postgresConnection({ databaseUrl }: QueuePlace) {
  return {
    connectionString: databaseUrl,
    schema: QUEUE_SCHEMA,
    migrate: false,
    max: QUEUE_POOL_SIZE,
  };
}

type AnyQueue = Pick<Queue, 'add' | 'addBulk' | 'close' | 'on'>;

function makeQueue(place: QueuePlace): AnyQueue {
  const { redisUrl, redisPrefix = REDIS_PREFIX } = place;
  if (redisUrl === undefined) {
    const connection = postgresConnection(place);
    return new Queue(QUEUE_NAME, { connection }, createPostgresBackend) as unknown as AnyQueue;
  }
  // Without its offline queue: calls that pile up while Redis is away are worth nothing later.
  const connection = { url: redisUrl, enableOfflineQueue: false };
  return new Queue(QUEUE_NAME, { connection, prefix: redisPrefix });
}

/** Once while it waits; a call that comes while it runs makes it run once more. */
function wakeupOptions({ job, id, delayMs = 0 }: Wakeup): JobsOptions {
  return {
    deduplication: { id: `${job}/${id}`, keepLastIfActive: true },
    delay: delayMs,
    attempts: 5,
    backoff: { type: 'exponential', delay: 1_000 },
    removeOnComplete: true,
    removeOnFail: true,
  };
}

/** One that fails is forgotten, and offered again by the next sweep. */
function turnOptions({ job, id, rememberMs }: Turn): JobsOptions {
  return {
    // A colon would be taken for a part of a key in Redis.
    jobId: `${job}/${id}`.replaceAll(':', '/'),
    removeOnComplete: { age: Math.ceil(rememberMs / 1000) },
    removeOnFail: true,
  };
}

async function within(patienceMs: number, work: Promise<unknown>): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  const tooLong = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer in ${patienceMs} ms`)));
  });
  await Promise.race([work, tooLong]);
}
