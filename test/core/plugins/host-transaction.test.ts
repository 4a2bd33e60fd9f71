import t from 'tap';
import { openOrm } from '../../../core/database/orm.ts';
import { problemOfFailure } from '../../../core/http/failures.ts';
import { serviceUnavailable } from '../../../core/http/problems.ts';
import { HostTransaction } from '../../../core/plugins/host-transaction.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

t.test('a command that gets no connection is refused as such, and undoes nothing', async (t) => {
  const core = await openTestCore(t, testInstallation());
  const orm = await openOrm({ url: core.appUrl, poolSize: 1, connectTimeoutMs: 50 });
  t.teardown(() => orm.close());
  const [first, second] = [1, 2].map(() => new HostTransaction({ ...core, orm }, 1));
  await first?.begin();

  const refused = await second?.begin().catch((error: unknown) => error);

  t.equal(problemOfFailure(refused), serviceUnavailable);
  await t.resolves(second?.rollback() ?? Promise.reject(new Error('a second')));
  await first?.rollback();
});
