import t from 'tap';
import { findJob } from '../../../core/commands/find-job.ts';
import type { KnownJob } from '../../../core/jobs/sweep.ts';

const job = (name: string, everyMinutes: number | null): KnownJob => {
  return { name, everyMinutes, targets: () => [], run: async () => {} };
};
const known = [job('points.expire', 60), job('care.settle-day', null), job('care.settle-days', 30)];

t.test('a job is found by its name', async (t) => {
  t.equal(findJob('points.expire', known).name, 'points.expire');
});

t.test('a name that is nearly one, or a part of one, is told which was meant', async (t) => {
  const told = 'Did you mean care.settle-days?';

  t.throws(() => findJob('settle-days', known), { message: `there is no job settle-days` });
  for (const asked of ['settle-days', 'care.setle-days', 'care.settle-day']) {
    t.throws(() => findJob(asked, known), { name: 'BadUse', message: told }, asked);
  }
  t.throws(() => findJob('no-such', known), {
    message: /^there is no job no-such: npx pasklaar run-job lists what can be run$/,
  });
});

t.test('a job that commands wake is not said to be unknown', async (t) => {
  t.throws(() => findJob('care.settle-day', known), {
    message: /^care\.settle-day is woken by commands, which tell it about what/,
  });
});
