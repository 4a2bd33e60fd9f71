import { nearestSpelling } from '../../config/nearest-spelling.ts';
import type { KnownJob } from '../jobs/sweep.ts';
import { BadUse } from './bad-use.ts';

/** The jobs that take turns: one that is only woken is told about what, by a command. */
export function returningJobs(known: readonly KnownJob[]): KnownJob[] {
  return known.filter(({ everyMinutes }) => everyMinutes !== null);
}

/**
 * The job that is given a turn by its name.
 *
 * @throws BadUse with the name that was probably meant, also for a job that commands wake
 */
export function findJob(asked: string, known: readonly KnownJob[]): KnownJob {
  const jobs = returningJobs(known);
  const job = jobs.find(({ name }) => name === asked);
  if (job) return job;
  const near = nearestSpelling(
    asked,
    jobs.map(({ name }) => name),
  );
  const question = near === undefined ? '' : `. Did you mean ${near}?`;
  const isWoken = known.some(({ name }) => name === asked);
  const wrong = isWoken
    ? `${asked} is woken by commands, which tell it about what, and takes no turn of its own`
    : `there is no job ${asked}`;
  throw new BadUse(`${wrong}: npx pasklaar run-job lists what can be run${question}`);
}
