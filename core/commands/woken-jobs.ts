import type { JobQueue, Wakeup } from '../jobs/job-queue.ts';
import type { KnownJob } from '../jobs/sweep.ts';

/** A queue of a command that does itself what its jobs wake, instead of leaving it to workers. */
export class WokenJobs implements JobQueue {
  readonly #waiting = new Map<string, Wakeup>();

  async enqueue(wakeup: Wakeup): Promise<void> {
    this.#waiting.set(`${wakeup.job} ${wakeup.id}`, wakeup);
  }

  /**
   * Does what was woken, and what that wakes in its turn.
   *
   * @returns how many there were
   */
  async runAll(jobs: readonly KnownJob[]): Promise<number> {
    let done = 0;
    for (const [key, { data, job: name }] of this.#waiting) {
      // Before it runs: from then on the same call is another one.
      this.#waiting.delete(key);
      await jobs.find((job) => job.name === name)?.run(data);
      done += 1;
    }
    return done;
  }
}
