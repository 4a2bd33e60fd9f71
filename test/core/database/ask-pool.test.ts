import { Pool } from 'pg';
import t from 'tap';
import { askPool } from '../../../core/database/ask-pool.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';

const { appUrl } = await createTestDatabase(t);
const pool = new Pool({ connectionString: appUrl, max: 1 });
t.teardown(() => pool.end());
pool.on('error', () => {});

async function connectionOf(): Promise<number> {
  const [row] = await askPool<{ pid: number }>(pool, { text: 'select pg_backend_pid() as pid' });
  return row?.pid ?? 0;
}

t.test('what is refused leaves the connection as it was', async (t) => {
  const before = await connectionOf();

  for (const text of ["select core.refuse('no-such-thing')", 'select 1 / 0', 'select nonsense']) {
    await t.rejects(askPool(pool, { text }), text);
  }

  t.equal(await connectionOf(), before);
});

t.test('a connection that was ended is thrown away', async (t) => {
  const before = await connectionOf();

  await t.rejects(askPool(pool, { text: 'select pg_terminate_backend(pg_backend_pid())' }));

  t.not(await connectionOf(), before);
});
