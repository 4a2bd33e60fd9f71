import t from 'tap';
import { Installation } from '../../../core/municipalities/installation.ts';
import { dueTurns, type KnownJob } from '../../../core/jobs/sweep.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const MINUTE_MS = 60_000;

const towns = testInstallation();
const job = (change: Partial<KnownJob>): KnownJob => ({
  name: 'test.work',
  everyMinutes: 60,
  targets: ({ municipalities }) => municipalities.map(({ key }) => ({ municipality: key })),
  run: async () => {},
  ...change,
});
const idsOf = (jobs: readonly KnownJob[], now: number): string[] =>
  dueTurns(jobs, towns, now).map(({ id }) => id);

t.test('a job takes a turn for each municipality', async (t) => {
  const turns = dueTurns([job({})], towns, NOON);

  t.match(turns, [
    { job: 'test.work', data: { municipality: 'lier' } },
    { job: 'test.work', data: { municipality: 'nijlen' } },
    { job: 'test.work', data: { municipality: 'mechelen' } },
  ]);
  t.equal(new Set(turns.map(({ id }) => id)).size, 3);
});

t.test('a turn is the same one until the next begins', async (t) => {
  const first = idsOf([job({})], NOON);

  t.same(idsOf([job({})], NOON + 59 * MINUTE_MS), first, 'in another process, or after a restart');
  t.strictNotSame(idsOf([job({})], NOON + 60 * MINUTE_MS), first);
});

t.test('a machine that stood still for a week has one turn to catch up with', async (t) => {
  const daily = job({ everyMinutes: 24 * 60, targets: () => [{}] });

  t.equal(idsOf([daily], NOON + 7 * 24 * 60 * MINUTE_MS).length, 1);
});

t.test('a job without a period waits to be woken', async (t) => {
  t.same(dueTurns([job({ everyMinutes: null })], towns, NOON), []);
});

t.test('nothing is due without municipalities', async (t) => {
  t.same(dueTurns([job({})], new Installation([]), NOON), []);
});

t.test('a turn is remembered for longer than any job waits for its next', async (t) => {
  const turns = dueTurns([job({ everyMinutes: 1 }), job({ everyMinutes: 24 * 60 })], towns, NOON);

  for (const { rememberMs } of turns) t.ok(rememberMs > 24 * 60 * MINUTE_MS);
});
