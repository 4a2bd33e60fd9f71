import t from 'tap';
import { endRole } from '../../../core/roles/end-role.ts';
import { listRoleHistory } from '../../../core/roles/list-role-history.ts';
import { listRoles } from '../../../core/roles/list-roles.ts';
import { renewRole } from '../../../core/roles/renew-role.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addSomebody, newCommand, problemOf, sellAt } from './role-desk.ts';
import { townRoles } from './town-roles.ts';

const core = await openTestCore(t, testInstallation(townRoles));
const friend = { plugin: 'friends', role: 'friend' };
const badge = { plugin: 'staff', role: 'badge', attributes: { staffNumber: '7' } };

async function namesAt(organizer: string, passholderId: string, municipality = 'lier') {
  const roles = await listRoles(core, testCaller(core, organizer, { municipality }), passholderId);
  return roles.map(({ role, status, isOwn }) => `${role.name} ${status}${isOwn ? ' own' : ''}`);
}

t.test('a desk sees the public roles and those of its own organizer, no others', async (t) => {
  const { passholderId } = await addSomebody(core, { birthDate: '2008-01-01' });
  await sellAt(core, 'library', { passholderId, ...friend });
  await sellAt(core, 'hr', { passholderId, ...badge, from: '2026-12-01' });

  t.same(await namesAt('library', passholderId), ['friend ACTIVE', 'youth-card ACTIVE']);
  t.same(await namesAt('cultural-centre', passholderId), [
    'friend ACTIVE own',
    'youth-card ACTIVE',
  ]);
  t.same(await namesAt('restaurant', passholderId), ['friend ACTIVE', 'youth-card ACTIVE']);
  t.same(await namesAt('hr', passholderId), [
    'friend ACTIVE',
    'badge FUTURE own',
    'youth-card ACTIVE',
  ]);
  t.same(
    await namesAt('hr', passholderId, 'nijlen'),
    ['friend ACTIVE', 'youth-card ACTIVE'],
    'the personnel service of another town is not the owner',
  );
});

t.test('what follows from residence ends where the holder moves out', async (t) => {
  const { passholderId } = await addSomebody(core, { birthDate: '2008-01-01' });
  t.same(await namesAt('library', passholderId), ['youth-card ACTIVE']);

  await core.asOwner('update core.passholder set residence_id = null where id = $1', [
    passholderId,
  ]);

  t.same(await namesAt('library', passholderId), []);
});

t.test('an unknown holder and one of another card system are the same', async (t) => {
  const elsewhere = await addSomebody(core, { municipality: 'mechelen', cardSystemId: 2 });

  t.match(await problemOf(namesAt('library', elsewhere.passholderId)), {
    problem: 'passholder-not-found',
  });
});

t.test('the history of a role is told in its order, to its owner', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'library', { passholderId, ...friend });
  const owner = testCaller(core, 'cultural-centre');
  await renewRole(core, testCaller(core, 'library'), { roleId, command: newCommand() });
  const end = { roleId, lastDay: '2026-12-31', reason: 'moved', command: newCommand() };
  await endRole(core, owner, end);

  const events = await listRoleHistory(core, owner, roleId);

  t.match(events, [
    { kind: 'issued', period: { from: '2026-11-20', until: '2027-11-19' }, day: '2026-11-20' },
    { kind: 'renewed', period: { until: '2028-11-19' } },
    { kind: 'ended', period: { until: '2026-12-31' } },
  ]);
  const other = listRoleHistory(core, testCaller(core, 'library'), roleId);
  t.match(await problemOf(other), { problem: 'role-of-another-organizer' });
});

t.test('the history of a hidden role is not there for others', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'hr', { passholderId, ...badge });

  for (const organizer of ['library', 'restaurant']) {
    const history = listRoleHistory(core, testCaller(core, organizer), roleId);
    t.match(await problemOf(history), { problem: 'role-not-found' });
  }
});
