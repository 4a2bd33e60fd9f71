import t from 'tap';
import { WokenJobs } from '../../../core/commands/woken-jobs.ts';
import type { KnownJob } from '../../../core/jobs/sweep.ts';

t.test('what a job wakes is done, once for each id, and what that wakes too', async (t) => {
  const woken = new WokenJobs();
  const done: string[] = [];
  const jobOf = (name: string, run: KnownJob['run']): KnownJob => {
    return { name, everyMinutes: null, targets: () => [], run };
  };
  const jobs = [
    jobOf('a.split', async ({ days = '' }) => {
      for (const day of days.split(' ')) {
        await woken.enqueue({ job: 'a.settle', id: day, data: { day } });
      }
    }),
    jobOf('a.settle', async ({ day = '' }) => {
      done.push(day);
      // More of the same day is left, under the same id, one time.
      const isLeft = done.filter((one) => one === day).length < 2 && day === 'monday';
      if (isLeft) await woken.enqueue({ job: 'a.settle', id: day, data: { day } });
    }),
  ];

  await woken.enqueue({ job: 'a.split', id: 'all', data: { days: 'monday tuesday monday' } });

  t.equal(await woken.runAll(jobs), 4);
  t.same(done.toSorted(), ['monday', 'monday', 'tuesday']);
  t.equal(await woken.runAll(jobs), 0);
});
