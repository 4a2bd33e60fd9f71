import t from 'tap';
import { expireRoles } from '../../../core/roles/expire-roles.ts';
import { endRole } from '../../../core/roles/end-role.ts';
import { renewRole } from '../../../core/roles/renew-role.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addSomebody, factsOf, newCommand, problemOf, sellAt } from './role-desk.ts';
import { townRoles } from './town-roles.ts';

const core = await openTestCore(t, testInstallation(townRoles));
const friend = { plugin: 'friends', role: 'friend' };
const badge = { plugin: 'staff', role: 'badge', attributes: { staffNumber: '7' } };
t.beforeEach(() => core.setNow('2026-11-20T10:00:00+01:00'));

const renewAt = (organizer: string, roleId: string, change: object = {}) =>
  renewRole(core, testCaller(core, organizer), { roleId, command: newCommand(), ...change });

t.test('a renewal adjoins, is paid at the desk that sells it, and keeps the role', async (t) => {
  const { passholderId } = await addSomebody(core);
  const sold = await sellAt(core, 'library', { passholderId, ...friend });

  const renewed = await renewAt('sport', sold.roleId);

  t.equal(renewed.roleId, sold.roleId);
  t.same(renewed.period, { from: '2026-11-20', until: '2028-11-19' });
  t.equal(renewed.priceCents, 500);
  t.match(await factsOf(core, passholderId), [
    { payments: ['holder>library 500 card'] },
    { payments: ['holder>sport 500 card'] },
  ]);
  t.same(
    await core.asOwner('select version, kind from core.role_event where role_id = $1', [
      sold.roleId,
    ]),
    [
      { version: 1, kind: 'issued' },
      { version: 2, kind: 'renewed' },
    ],
  );
});

t.test('a role that expired is renewed; after a gap it begins anew', async (t) => {
  const { passholderId } = await addSomebody(core);
  core.setNow('2025-06-01T10:00:00+02:00');
  const card = { passholderId, plugin: 'sport', role: 'turn-card' };
  const { roleId } = await sellAt(core, 'sport', card);
  core.setNow('2026-11-20T10:00:00+01:00');
  await expireRoles(core, 1);

  const renewed = await renewAt('sport', roleId);

  t.same(renewed.period, { from: '2026-11-20', until: '2027-11-19' });
  t.same(await core.asOwner('select ended_at, end_reason from core.role where id = $1', [roleId]), [
    { ended_at: null, end_reason: null },
  ]);
});

t.test('a role that was ended is not renewed', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'cultural-centre', { passholderId, ...friend });
  const end = { roleId, lastDay: '2026-12-31', reason: 'moved', command: newCommand() };
  await endRole(core, testCaller(core, 'cultural-centre'), end);

  t.match(await problemOf(renewAt('library', roleId)), {
    problem: 'role-already-ended',
    lastDay: '2026-12-31',
  });
});

t.test('a renewal that would add nothing is not sold', async (t) => {
  const { passholderId } = await addSomebody(core);
  const course = { passholderId, plugin: 'sport', role: 'course' };
  const { roleId } = await sellAt(core, 'library', course);

  t.match(await problemOf(renewAt('library', roleId)), { problem: 'role-period-over' });
});

t.test('a renewal in the way of another role of the kind is refused', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'library', { passholderId, ...friend });
  await sellAt(core, 'library', { passholderId, ...friend, from: '2027-11-20' });

  t.match(await problemOf(renewAt('library', roleId)), { problem: 'role-already-held' });
});

t.test('only its owner renews a hidden role; for others it does not exist', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'hr', { passholderId, ...badge });
  const unknown = 'e0c1a7a4-0000-4000-8000-000000000000';

  for (const organizer of ['library', 'restaurant']) {
    const hidden = await problemOf(renewAt(organizer, roleId));
    t.equal(hidden.problem, 'role-not-found');
    t.same(hidden, await problemOf(renewAt(organizer, unknown)));
  }
  t.match(await problemOf(renewAt('hr', roleId)), { problem: 'role-period-over' }, 'its owner');
});

t.test(
  'a renewal of a role with counted amounts that is not topped up gives them anew',
  async (t) => {
    const { passholderId } = await addSomebody(core);
    const { roleId } = await sellAt(core, 'hr', { passholderId, ...badge });
    await core.asOwner(
      "update core.allowance set used = 1200 where role_id = $1 and key = 'budget'",
      [roleId],
    );

    await renewAt('hr', roleId);

    t.same(
      await core.asOwner(
        'select key, granted - used as remaining from core.allowance where role_id = $1 order by ' +
          'key',
        [roleId],
      ),
      [
        { key: 'budget', remaining: 5000 },
        { key: 'meals', remaining: 1 },
      ],
    );
  },
);

t.test('a renewal sent twice is one', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'library', { passholderId, ...friend });
  const command = newCommand();

  const first = await renewAt('library', roleId, { command });
  const second = await renewAt('library', roleId, { command });

  t.same(second, first);
  t.equal((await factsOf(core, passholderId)).length, 2);
});
