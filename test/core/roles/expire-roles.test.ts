import t from 'tap';
import { Client } from 'pg';
import { expireRoles } from '../../../core/roles/expire-roles.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addSomebody, sellAt } from './role-desk.ts';
import { townRoles } from './town-roles.ts';

const core = await openTestCore(t, testInstallation(townRoles));
const friend = { plugin: 'friends', role: 'friend' };
const turnCard = { plugin: 'sport', role: 'turn-card' };

async function eventsOf(roleId: string): Promise<string[]> {
  const events = await core.asOwner<{ kind: string }>(
    'select kind from core.role_event where role_id = $1 order by version',
    [roleId],
  );
  return events.map(({ kind }) => kind);
}

async function versionOf(passholderId: string): Promise<number | undefined> {
  const [holder] = await core.asOwner<{ version: number }>(
    'select version from core.passholder where id = $1',
    [passholderId],
  );
  return holder?.version;
}

t.test('a role whose period is over is noted as expired, once', async (t) => {
  core.setNow('2025-11-20T10:00:00+01:00');
  const { passholderId } = await addSomebody(core);
  const first = await sellAt(core, 'library', { passholderId, ...friend });
  const second = await sellAt(core, 'sport', { passholderId, ...turnCard });

  core.setNow('2026-11-19T23:59:59+01:00');
  t.equal(await expireRoles(core, 1), 0, 'the last day counts');
  core.setNow('2026-11-20T00:00:00+01:00');
  const before = (await versionOf(passholderId)) ?? 0;
  t.equal(await expireRoles(core, 1), 1, 'one holder');
  t.equal(await expireRoles(core, 1), 0);

  for (const { roleId } of [first, second]) t.same(await eventsOf(roleId), ['issued', 'expired']);
  t.equal(await versionOf(passholderId), before + 1);
  t.match(
    await core.asOwner('select end_reason, ended_at from core.role where id = $1', [first.roleId]),
    [{ end_reason: null, ended_at: Date }],
  );
  t.same(
    await core.asOwner(
      "select count(*)::int from core.outbox where kind = 'passholder.changed' and subject_id = $1",
      [passholderId],
    ),
    [{ count: 3 }],
    'once for each that was sold, and once for both',
  );
});

t.test('workers that run at once note each role once', async (t) => {
  core.setNow('2025-11-20T10:00:00+01:00');
  const roles: string[] = [];
  for (let n = 0; n < 20; n += 1) {
    const { passholderId } = await addSomebody(core);
    roles.push((await sellAt(core, 'library', { passholderId, ...friend })).roleId);
  }
  core.setNow('2026-11-21T10:00:00+01:00');

  await Promise.all(Array.from({ length: 5 }, () => expireRoles(core, 1)));
  await expireRoles(core, 1);

  for (const roleId of roles) t.same(await eventsOf(roleId), ['issued', 'expired']);
});

t.test('a holder that somebody is just changing is left for the next run', async (t) => {
  core.setNow('2025-11-20T10:00:00+01:00');
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'library', { passholderId, ...friend });
  core.setNow('2026-11-21T10:00:00+01:00');
  const desk = new Client({ connectionString: core.ownerUrl });
  await desk.connect();
  await desk.query('begin');
  await desk.query('select from core.passholder where id = $1 for update', [passholderId]);

  t.equal(await expireRoles(core, 1), 0);
  await desk.query('rollback');
  await desk.end();

  t.equal(await expireRoles(core, 1), 1);
  t.same(await eventsOf(roleId), ['issued', 'expired']);
});

t.test('the roles of another card system are left alone', async (t) => {
  t.equal(await expireRoles(core, 2), 0);
});
