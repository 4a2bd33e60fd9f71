import { runJobs } from '../../../core/jobs/run-jobs.ts';
import { ReadableLog } from './queue-places.ts';

/*
 * A worker that is killed in the middle of its job: its arguments are the place of the queue as
 * JSON, and how long its lock lasts.
 */

const [place = '', lockMs = ''] = process.argv.slice(2);
runJobs({
  place: JSON.parse(place),
  lockMs: Number(lockMs),
  log: new ReadableLog(),
  jobs: new Map([['test.die', async () => void process.kill(process.pid, 'SIGKILL')]]),
});
