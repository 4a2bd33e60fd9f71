import t from 'tap';
import { checkRights } from '../../../core/rights/check-rights.ts';
import { endRole } from '../../../core/roles/end-role.ts';
import { listRoles } from '../../../core/roles/list-roles.ts';
import { renewRole } from '../../../core/roles/renew-role.ts';
import type { RoleUse } from '../../../core/roles/use-allowance.ts';
import { type UseCommand, useRole } from '../../../core/roles/use-role.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { payingRoles } from '../tariffs/paying-roles.ts';
import {
  addSomebody,
  countRows,
  factsOf,
  newCommand,
  lineAt,
  problemOf,
  sellAt,
} from './role-desk.ts';

const core = await openTestCore(t, testInstallation(payingRoles));
const family = { plugin: 'swimming', role: 'family' };
t.beforeEach(() => core.setNow('2026-11-20T10:00:00+01:00'));

async function useAt(
  organizer: string,
  use: Omit<UseCommand, 'command'> & Partial<UseCommand>,
): Promise<RoleUse> {
  const desk = testCaller(core, organizer);
  return (await useRole(core, desk, { command: newCommand(), ...use })).use;
}

async function sellFamilyCard() {
  const { passholderId, number } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'sport', { passholderId, ...family });
  return { passholderId, number, roleId };
}

async function giveBadge() {
  const { passholderId, number } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'hr', { passholderId, plugin: 'lunches', role: 'badge' });
  return { passholderId, number, roleId };
}

function rowsOf(roleId: string) {
  return core.asOwner(
    `select key, period, granted, used, valid_from::text as from, valid_until::text as until
       from core.allowance where role_id = $1 order by key, valid_from`,
    [roleId],
  );
}

t.test('every month gives its turns anew, and what was left of the last lapses', async (t) => {
  const { passholderId, number, roleId } = await sellFamilyCard();
  t.same(await rowsOf(roleId), [], 'nothing is written before it is used');
  const use = { roleId, card: number };

  t.match(await useAt('sport', use), { remaining: 3, unit: 'turn' });
  core.setNow('2026-11-30T23:59:59+01:00');
  t.match(await useAt('sport', use), { remaining: 2 }, 'the last minute of November in Brussels');
  core.setNow('2026-12-01T00:30:00+01:00');
  t.match(await useAt('sport', use), { remaining: 3 }, 'the first hour of December');

  t.same(await rowsOf(roleId), [
    { key: 'turns', period: 'MONTH', granted: 4, used: 2, from: '2026-11-01', until: '2026-11-30' },
    { key: 'turns', period: 'MONTH', granted: 4, used: 1, from: '2026-12-01', until: '2026-12-31' },
  ]);
  const [listed] = await listRoles(core, testCaller(core, 'sport'), passholderId);
  t.same(listed?.role.allowances['turns'], {
    granted: 4,
    used: 1,
    remaining: 3,
    validUntil: '2026-12-31',
  });
});

t.test('whoever asks about another day is told of the month of that day', async (t) => {
  const { number, roleId } = await sellFamilyCard();
  const use = { roleId, card: number };
  core.setNow('2026-12-05T10:00:00+01:00');
  await useAt('sport', use);
  core.setNow('2026-12-05T11:00:00+01:00');
  await useAt('sport', use);
  const leftOn = async (day: string) => {
    const at = Date.parse(`${day}T12:00:00+01:00`);
    const question = { card: number, eventId: null, place: null, at };
    const { rights } = await checkRights(core, testCaller(core, 'sport'), question);
    return rights.map(({ remaining }) => remaining);
  };

  t.same(await leftOn('2026-11-20'), [4]);
  t.same(await leftOn('2026-12-05'), [2]);
  t.same(await leftOn('2027-01-05'), [4]);
});

t.test('a tap that belongs to one of last month is no turn of this month', async (t) => {
  const { number, roleId } = await sellFamilyCard();
  const use = { roleId, card: number };
  core.setNow('2026-11-30T23:50:00+01:00');
  const first = await useAt('sport', use);

  core.setNow('2026-12-01T00:10:00+01:00');
  t.same(await useAt('sport', use), first);
  t.match(await rowsOf(roleId), [{ from: '2026-11-01', used: 1 }], 'December is not begun');
  core.setNow('2026-12-01T00:20:00+01:00');
  t.match(await useAt('sport', use), { remaining: 3 });
});

t.test('64 at once on a fresh month never get more than the month gives', async (t) => {
  const { roleId, number } = await giveBadge();
  const use = { roleId: await lineAt(core, 'restaurant', number), card: number, amount: 600 };

  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => problemOf(useAt('restaurant', use))),
  );

  t.equal(outcomes.filter(({ problem }) => problem === 'none').length, 6);
  t.match(await rowsOf(roleId), [{ granted: 4000, used: 3600, from: '2026-11-01' }]);
  t.equal((await rowsOf(roleId)).length, 1, 'the month is written once');
});

t.test('64 at once on a role that nobody wrote down yet make one role and one year', async (t) => {
  const { passholderId, number } = await addSomebody(core, { birthDate: '2016-03-01' });
  const desk = testCaller(core, 'club');
  const [listed] = await listRoles(core, desk, passholderId);
  const roleId = listed?.role.id ?? '';
  const use = { roleId, card: number, allowance: 'large', amount: 900 };

  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => problemOf(useAt('club', use))),
  );

  t.equal(outcomes.filter(({ problem }) => problem === 'none').length, 2);
  t.match(await rowsOf(roleId), [
    { key: 'drinks', period: 'ROLE', granted: 2, used: 0, from: '2022-03-01', until: '2032-02-29' },
    { key: 'large', period: 'YEAR', granted: 2000, used: 1800, from: '2026-01-01' },
  ]);
});

t.test('a use that is refused begins no month', async (t) => {
  const { roleId, number } = await giveBadge();

  const seenId = await lineAt(core, 'restaurant', number);
  const tooMuch = { roleId: seenId, card: number, amount: 4001 };
  t.match(await problemOf(useAt('restaurant', tooMuch)), { problem: 'use-refused' });
  t.same(await rowsOf(roleId), []);
});

t.test('who is paid with an amount is owed it by who funds it', async (t) => {
  const { passholderId, number } = await giveBadge();
  const seenId = await lineAt(core, 'restaurant', number);

  await useAt('restaurant', { roleId: seenId, card: number, amount: 250 });

  t.same(await factsOf(core, passholderId), [
    {
      kind: 'role-use',
      source: 'regular',
      entries: ['hr>restaurant 250 funding'],
      shares: { holder: 0, hr: 250 },
      payments: ['holder>restaurant 0 card'],
      laws: [],
    },
  ]);
  const child = await addSomebody(core, { birthDate: '2016-03-01' });
  const [tickets] = await listRoles(core, testCaller(core, 'cinema'), child.passholderId);
  const use = { roleId: tickets?.role.id ?? '', card: child.number, allowance: 'small' };
  await useAt('cinema', { ...use, amount: 801 });
  t.match(await factsOf(core, child.passholderId), [
    { entries: ['fund>cinema 400 funding', 'youth>cinema 401 funding'], laws: [] },
  ]);
});

t.test('an amount is taken by whom it pays, and by nobody else', async (t) => {
  const { roleId, number } = await giveBadge();
  const use = { roleId, card: number, amount: 250 };
  const before = await countRows(core);

  t.match(await problemOf(useAt('hr', use)), {
    problem: 'use-refused',
    reason: { code: 'not-payable-here', nl: 'Met dit tegoed kan hier niet betaald worden.' },
  });
  t.same(
    await problemOf(useAt('cinema', { ...use, roleId: await lineAt(core, 'cinema', number) })),
    {
      problem: 'use-refused',
      reason: { code: 'voordeel', nl: 'Nu niet.' },
      endUserMessage: { nl: 'Nu niet.' },
    },
    'who sees the outward name alone hears no other word',
  );
  t.same(await problemOf(useAt('library', use)), { problem: 'role-not-found' });
  const child = await addSomebody(core, { birthDate: '2016-03-01' });
  const [tickets] = await listRoles(core, testCaller(core, 'club'), child.passholderId);
  const large = { roleId: tickets?.role.id ?? '', card: child.number, allowance: 'large' };
  t.match(await problemOf(useAt('cinema', { ...large, amount: 100 })), {
    reason: { code: 'not-payable-here' },
  });
  const after = await countRows(core);
  t.equal(after['allowance_use'], before['allowance_use']);
  t.equal(after['money_fact'], before['money_fact']);
});

t.test('a card of which a month was used is not taken back', async (t) => {
  const sport = testCaller(core, 'sport');
  const used = await sellFamilyCard();
  await useAt('sport', { roleId: used.roleId, card: used.number });
  const end = { reason: 'bedacht', command: newCommand() };
  t.match(await problemOf(endRole(core, sport, { roleId: used.roleId, ...end })), {
    problem: 'role-already-used',
  });

  const renewal = { roleId: used.roleId, command: newCommand() };
  await renewRole(core, sport, renewal);
  t.match(await rowsOf(used.roleId), [{ granted: 4, used: 1 }], 'a renewal grants no turns');
  const back = { roleId: used.roleId, reason: 'bedacht', command: newCommand() };
  await endRole(core, sport, back);
  t.match(
    await core.asOwner('select valid_until::text as until from core.role where id = $1', [
      used.roleId,
    ]),
    [{ until: '2027-11-19' }],
    'the renewal is: of its months nothing was used',
  );

  const fresh = await sellFamilyCard();
  await endRole(core, sport, { roleId: fresh.roleId, reason: 'bedacht', command: newCommand() });
});

t.test('the books and the counts are proved', async (t) => {
  t.same(
    (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0),
    [],
  );
});
