import { randomUUID } from 'node:crypto';
import t from 'tap';
import { listRoles } from '../../../core/roles/list-roles.ts';
import { type UseCommand, useRole } from '../../../core/roles/use-role.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { payingRoles } from '../tariffs/paying-roles.ts';
import { addSomebody, lineAt, newCommand, problemOf, sellAt } from './role-desk.ts';

const core = await openTestCore(t, testInstallation(payingRoles));
core.setNow('2026-11-20T10:00:00+01:00');
const { number, passholderId } = await addSomebody(core);
const badge = await sellAt(core, 'hr', { passholderId, plugin: 'lunches', role: 'badge' });
const swimmer = await addSomebody(core);
const swimming = await sellAt(core, 'sport', {
  passholderId: swimmer.passholderId,
  plugin: 'swimming',
  role: 'family',
});
const child = await addSomebody(core, { birthDate: '2016-03-01' });
const [tickets] = await listRoles(core, testCaller(core, 'club'), child.passholderId);
const outwardId = await lineAt(core, 'restaurant', number);

function refusalOf(
  use: Partial<UseCommand>,
  organizer = 'restaurant',
  municipality = 'lier',
): Promise<unknown> {
  const desk = testCaller(core, organizer, { municipality });
  return problemOf(useRole(core, desk, { roleId: outwardId, command: newCommand(), ...use }));
}

t.test('without the card every id that is not of an own role gets one answer', async (t) => {
  t.not(outwardId, badge.roleId);
  const ids = {
    'nobody has': randomUUID(),
    'is seen by an outward name': outwardId,
    'is hidden': badge.roleId,
    'everybody sees': swimming.roleId,
    'follows from facts': tickets?.role.id ?? '',
  };
  const unknown = await refusalOf({ roleId: randomUUID() });

  t.match(unknown, { problem: 'card-needed', jsonPointer: '/card', detail: /card/ });
  for (const [which, roleId] of Object.entries(ids)) {
    t.same(await refusalOf({ roleId }), unknown, `one that ${which}`);
    t.same(await refusalOf({ roleId }, 'library', 'mechelen'), unknown, `elsewhere ${which}`);
  }
  t.same(
    await refusalOf({ roleId: badge.roleId, card: number }),
    { problem: 'role-not-found' },
    'the card that was shown does not have it',
  );
  t.same(await refusalOf({ roleId: randomUUID(), card: number }), { problem: 'role-not-found' });
});

t.test('who sees an outward name is not told the names behind it', async (t) => {
  const asked = { card: number, amount: 100 };
  const refused = await refusalOf({ ...asked, allowance: 'rent' });

  t.match(refused, { problem: 'invalid-data', jsonPointer: '/allowance' });
  t.notMatch(JSON.stringify(refused), 'meals');
  const owner = { roleId: swimming.roleId, card: swimmer.number, allowance: 'rent' };
  t.match(await refusalOf(owner, 'sport'), { detail: 'the allowances of this role are: turns' });
});

t.test('an amount is compared with what is to pay once the role is found', async (t) => {
  const tooMuch = { card: number, amount: 500, toPayCents: 100 };

  t.match(await refusalOf(tooMuch), { reason: { code: 'more-than-to-pay' } });
  t.same(await refusalOf({ ...tooMuch, roleId: randomUUID() }), { problem: 'role-not-found' });
  t.match(await refusalOf({ ...tooMuch, card: undefined }), { problem: 'card-needed' });
});
