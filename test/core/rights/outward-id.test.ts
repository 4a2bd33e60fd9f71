import t from 'tap';
import { endRole } from '../../../core/roles/end-role.ts';
import { useRole } from '../../../core/roles/use-role.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addSomebody, lineAt, newCommand, problemOf, sellAt } from '../roles/role-desk.ts';
import { payingRoles } from '../tariffs/paying-roles.ts';

const core = await openTestCore(t, testInstallation(payingRoles));

t.test('what a till sees of a holder has one id, whatever begins or ends behind it', async (t) => {
  core.setNow('2026-11-20T10:00:00+01:00');
  const { number, passholderId } = await addSomebody(core);
  const badge = { passholderId, plugin: 'lunches', role: 'badge' };
  const first = await sellAt(core, 'hr', badge);
  const seenId = await lineAt(core, 'restaurant', number);
  t.not(seenId, first.roleId);
  t.not(await lineAt(core, 'cinema', number), seenId, 'and another till has another one');
  const other = await addSomebody(core);
  await sellAt(core, 'hr', { ...badge, passholderId: other.passholderId });
  t.not(await lineAt(core, 'restaurant', other.number), seenId);

  const hr = testCaller(core, 'hr');
  const end = { reason: 'left', command: newCommand() };
  await endRole(core, hr, { roleId: first.roleId, lastDay: '2026-11-20', ...end });
  core.setNow('2026-11-21T10:00:00+01:00');
  await sellAt(core, 'hr', badge);

  t.equal(await lineAt(core, 'restaurant', number), seenId);
  const till = testCaller(core, 'restaurant');
  const pay = (roleId: string) =>
    useRole(core, till, { roleId, card: number, amount: 100, command: newCommand() });
  t.match(await pay(seenId), { roleId: seenId, view: 'outward' }, 'the role of today pays');
  t.match(await problemOf(pay(first.roleId)), { problem: 'role-not-found' });
});
