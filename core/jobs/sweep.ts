import type { Installation } from '../municipalities/installation.ts';
import type { OpenQueue, Turn } from './bullmq-queue.ts';
import type { JobLog } from './job-log.ts';
import type { JobData, RunJob } from './run-jobs.ts';

/** A job that this installation knows, and when it is due. */
export interface KnownJob {
  /** `<owner>.<verb>`. */
  readonly name: string;
  /** How often it takes a turn; null for one that is only woken. */
  readonly everyMinutes: number | null;
  /** For whom it takes one: the data of each call. */
  targets(installation: Installation): readonly JobData[];
  readonly run: RunJob;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * The turns that are due at a moment: the running one of each job that comes back, for each target.
 * A turn is a stretch of the clock, so its id is the same in every process, and after a restart.
 * A machine that stood still for a week has one turn to catch up with, not a week of them: jobs
 * look in the database for what they have to do.
 *
 * @param now milliseconds since 1970
 */
export function dueTurns(
  jobs: readonly KnownJob[],
  installation: Installation,
  now: number,
): Turn[] {
  const returning = jobs.flatMap((job) => {
    return job.everyMinutes === null ? [] : [{ ...job, everyMs: job.everyMinutes * MINUTE_MS }];
  });
  // BullMQ forgets all that was done longer ago than the job that it just did says: one for all.
  const rememberMs = Math.max(0, ...returning.map(({ everyMs }) => everyMs)) + HOUR_MS;
  return returning.flatMap(({ name, everyMs, targets }) =>
    targets(installation).map((data) => {
      const id = [...Object.values(data), Math.floor(now / everyMs)].join('/');
      return { job: name, id, data, rememberMs };
    }),
  );
}

/** What sweeping asks for. */
export interface SweepOptions {
  readonly queue: OpenQueue;
  readonly jobs: readonly KnownJob[];
  installation(): Installation;
  /** Milliseconds since 1970. */
  now(): number;
  readonly log: JobLog;
}

/**
 * Offers the queue what is due, now and every minute: whatever was lost, killed or failed comes
 * back.
 *
 * @returns stops it; what is being offered is still waited for
 */
export function startSweeping(options: SweepOptions): { stop(): Promise<void> } {
  const { queue, jobs, installation, now, log } = options;
  const sweep = async (): Promise<void> => {
    try {
      await queue.offerTurns(dueTurns(jobs, installation(), now()));
    } catch (error) {
      log.error({ err: error }, 'the sweep failed');
    }
  };
  let sweeping = sweep();
  const timer = setInterval(() => {
    sweeping = sweeping.then(sweep);
  }, MINUTE_MS);
  return {
    async stop() {
      clearInterval(timer);
      await sweeping;
    },
  };
}
