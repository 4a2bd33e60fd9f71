import { randomUUID } from 'node:crypto';
import t from 'tap';
import { nativePool, openOrm, tenantManager } from '../../../core/database/orm.ts';
import { problemOfFailure } from '../../../core/http/failures.ts';
import { commandInProgress, serviceUnavailable } from '../../../core/http/problems.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';

const begin = `select core.enter_card_system(1), core.begin_command(1, $1, 'hash', 'test', $2)`;

t.test('a command that is in flight is waited for, and not for ever', async (t) => {
  const { appUrl } = await createTestDatabase(t);
  const orm = await openOrm({ url: appUrl, poolSize: 3, lockTimeoutMs: 100 });
  t.teardown(() => orm.close());
  const pool = await nativePool(orm);
  const key = randomUUID();
  const first = await pool.connect();
  await first.query('begin');
  await first.query(begin, [key, randomUUID()]);

  const ofPool = await pool.query(begin, [key, randomUUID()]).catch((error: unknown) => error);
  const ofOrm = await tenantManager(orm, 1)
    .transactional((em) => em.execute(begin.replaceAll(/\$\d/g, '?'), [key, randomUUID()]))
    .catch((error: unknown) => error);
  await first.query('rollback');
  first.release();

  t.equal(problemOfFailure(ofPool), commandInProgress);
  t.equal(problemOfFailure(ofOrm), commandInProgress);
  await t.resolves(pool.query(begin, [key, randomUUID()]), 'and then it is carried out');
});

t.test('a statement for a request is ended when it takes too long', async (t) => {
  const { appUrl } = await createTestDatabase(t);
  const orm = await openOrm({ url: appUrl, statementTimeoutMs: 100 });
  t.teardown(() => orm.close());
  const slow = 'select pg_sleep(5)';

  const ofPool = await (await nativePool(orm)).query(slow).catch((error: unknown) => error);
  const ofOrm = await tenantManager(orm, 1)
    .execute(slow)
    .catch((error: unknown) => error);

  t.equal(problemOfFailure(ofPool), serviceUnavailable);
  t.equal(problemOfFailure(ofOrm), serviceUnavailable);
});

t.test('who gets no connection is told to try again', async (t) => {
  const { appUrl } = await createTestDatabase(t);
  const orm = await openOrm({ url: appUrl, poolSize: 1, connectTimeoutMs: 1000 });
  t.teardown(() => orm.close());
  const pool = await nativePool(orm);
  const only = await pool.connect();

  const refused = await pool.query('select 1').catch((error: unknown) => error);
  only.release();

  t.equal(problemOfFailure(refused), serviceUnavailable);
  await t.resolves(pool.query('select 1'));
});
