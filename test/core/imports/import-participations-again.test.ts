import type { PoolClient } from 'pg';
import t from 'tap';
import { HEADER, openParticipations } from './participation-town.ts';

const { core, take, forget, countRows, brokenLaws } = await openParticipations(t);

t.test('two imports at once take every row once', async (t) => {
  await forget();

  const reports = await Promise.all(Array.from({ length: 4 }, () => take()));

  const made = reports.map(({ outcomes }) => outcomes.new);
  t.equal(
    made.reduce((sum, one) => sum + one, 0),
    11,
  );
  t.match(await countRows(), { check_in: 11, money_fact: 10, event: 5 });
});

t.test('an import that was cut off is completed by the next one', async (t) => {
  await forget();
  const lines = Array.from({ length: 2_500 }, (_, at) => {
    const time = `${String(8 + (at % 12)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
    const card = ['0913968301436', '0914603487671', '0945300917909'][at % 3];
    return `2026-03-${String(1 + (at % 28)).padStart(2, '0')}T${time};${card};museum;uit;1003`;
  });
  const rows = [HEADER, ...lines];
  const source = { bytes: Buffer.from(rows.join('\n')) };
  const cutOff = take({
    source,
    progress: (done) => {
      if (done === 1_000) throw new Error('the power failed');
    },
  });
  await t.rejects(cutOff, /the power failed/);
  t.equal((await countRows())['check_in'], 1_000);

  const restore = aroundQueries(async (name, { ask, processID }) => {
    const asking = ask();
    if (name !== 'imports.write-participations') return asking;
    // A server that goes down in the middle of a batch.
    await core.asOwner('select pg_terminate_backend($1)', [processID]);
    return asking;
  });
  await t.rejects(take({ source }), 'the database went away');
  restore();
  const half = (await countRows())['check_in'] ?? 0;
  t.equal(half, 1_000, 'of the second batch nothing was kept');
  const done: number[] = [];
  const completed = await take({ source, progress: (count) => done.push(count) });

  t.match(completed.outcomes, { new: 2_500 - half, unchanged: half });
  t.same(done, [1_000, 2_000, 2_500], 'progress is told batch by batch');
  t.match(await countRows(), { check_in: 2_500, money_fact: 2_500, ticket_sale: 2_500 });
  t.same(await brokenLaws(), []);
});

t.test('a holder who is changed while a batch is decided is decided again', async (t) => {
  await forget();
  let changes = 0;
  const restore = aroundQueries(async (name, { ask }) => {
    const answer = await ask();
    if (name === 'imports.recognise-participations' && changes === 0) {
      changes += 1;
      await core.asOwner('update core.passholder set version = version + 1');
    }
    return answer;
  });

  const report = await take();
  restore();

  t.equal(changes, 1);
  t.equal(report.outcomes.new, 11);
  t.match(await countRows(), { check_in: 11, money_fact: 10 });
});

type Query = (...args: readonly unknown[]) => Promise<unknown>;

/** Does something around each query that the import asks, by the name of the statement. */
function aroundQueries(
  around: (
    name: string | undefined,
    client: { ask(): Promise<unknown>; processID: number },
  ) => Promise<unknown>,
): () => void {
  const { pool } = core;
  const { connect } = pool;
  Object.assign(pool, {
    connect: async () => {
      const client = await (connect.bind(pool) as () => Promise<PoolClient>)();
      // What it tells when it is ended is seen by whoever asked.
      client.on('error', () => undefined);
      const { processID } = client as unknown as { processID: number };
      const query = client.query.bind(client) as Query;
      const release = client.release.bind(client);
      return Object.assign(Object.create(client) as object, {
        query: (...args: readonly [{ name?: string }]) =>
          around(args[0].name, { ask: () => query(...args), processID }),
        release,
      });
    },
  });
  return () => Object.assign(pool, { connect });
}
