import t from 'tap';
import { endRole } from '../../../core/roles/end-role.ts';
import { renewRole } from '../../../core/roles/renew-role.ts';
import { discoverPlugins } from '../../../core/plugins/discover-plugins.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { shippedInstallation } from '../../fixtures/open-api.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { addSomebody, factsOf, newCommand, problemOf, sellAt } from './role-desk.ts';

/* The roles as they are shipped: what a desk can ask for, and what is paid for it. */

const plugins = await discoverPlugins(new URL('../../../plugins/', import.meta.url));
const core = { ...(await openTestCore(t, await shippedInstallation())), plugins };
const friend = { plugin: 'membership-cc-friends', role: 'friend' };
const year = { plugin: 'sportpas', role: 'period-pass', attributes: { length: 'year' } };
const turns = { plugin: 'sportpas', role: 'turn-card' };
t.beforeEach(() => core.setNow('2026-11-20T10:00:00+01:00'));

const renew = (roleId: string, change: object = {}) =>
  renewRole(core, testCaller(core, 'library'), { roleId, command: newCommand(), ...change });
const periodOf = async (id: string) => {
  const [period] = await core.asOwner(
    'select valid_from::text as from, valid_until::text as until from core.role where id = $1',
    [id],
  );
  return period;
};

t.test('nothing is issued or renewed from a day that is over', async (t) => {
  const { passholderId } = await addSomebody(core);
  const past = { problem: 'role-from-the-past', jsonPointer: '/from', detail: /2026-11-20/ };

  for (const from of ['1990-01-01', '2026-11-19']) {
    t.match(await problemOf(sellAt(core, 'library', { passholderId, ...year, from })), past);
  }
  const { roleId } = await sellAt(core, 'library', { passholderId, ...year, from: '2026-11-20' });
  t.match(await problemOf(renew(roleId, { from: '1990-01-01' })), past);
  t.equal((await factsOf(core, passholderId)).length, 1);
});

t.test('a command that was right on its day is answered the same the day after', async (t) => {
  const { passholderId } = await addSomebody(core);
  const order = { passholderId, ...friend, from: '2026-11-20', command: newCommand() };
  const sold = await sellAt(core, 'library', order);
  core.setNow('2026-11-21T10:00:00+01:00');

  t.same(await sellAt(core, 'library', order), sold);
});

t.test('a pass has the price of the age on the first day that it gives', async (t) => {
  // Eighteen on 1 March 2027.
  const { passholderId } = await addSomebody(core, { birthDate: '2009-03-01' });
  const young = await sellAt(core, 'library', { passholderId, ...year });

  const grown = await renew(young.roleId);

  t.same(grown.period, { from: '2026-11-20', until: '2028-08-31' });
  t.ok(young.priceCents > 0);
  t.ok(grown.priceCents > young.priceCents, `${grown.priceCents} after ${young.priceCents}`);
});

t.test('a renewal that would lose days that were paid for is refused', async (t) => {
  for (const [order, firstPossible, words] of [
    [friend, '2027-09-01', /1 september 2027/],
    [year, '2027-09-01', /1 september 2027/],
    [turns, '2027-11-20', /20 november 2027/],
  ] as const) {
    const { passholderId } = await addSomebody(core);
    const { roleId } = await sellAt(core, 'library', { passholderId, ...order });
    const before = await periodOf(roleId);
    const from = '2027-11-21';
    const gap = {
      problem: 'role-leaves-gap',
      jsonPointer: '/from',
      detail: new RegExp(`${firstPossible} or earlier`),
      endUserMessage: { nl: words },
    };

    t.match(await problemOf(renew(roleId, { from })), gap, order.role);
    if (order === turns) {
      t.match(await problemOf(sellAt(core, 'library', { passholderId, ...order, from })), gap);
    }
    t.same(await periodOf(roleId), before);
    const renewed = await renew(roleId, { from: firstPossible });
    t.equal(renewed.period.from, '2026-11-20', 'the day after its end adjoins');
  }
});

t.test('a turn card for later loses no day when it is topped up today', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'library', { passholderId, ...turns, from: '2026-11-22' });

  await renew(roleId);

  t.same(await periodOf(roleId), { from: '2026-11-22', until: '2027-11-21' });
});

t.test('what is over can be renewed from a later day: nothing is lost', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'library', { passholderId, ...friend });
  core.setNow('2027-10-01T10:00:00+02:00');

  const { period } = await renew(roleId, { from: '2027-10-15' });

  t.same(period, { from: '2027-10-15', until: '2028-08-31' });
});

t.test('a role does not end before it begins', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'sport', { passholderId, ...year, from: '2026-12-01' });
  const end = (lastDay: string) =>
    endRole(core, testCaller(core, 'sport'), {
      roleId,
      lastDay,
      reason: 'asked',
      command: newCommand(),
    });

  for (const lastDay of ['1000-01-01', '2026-11-30']) {
    t.match(await problemOf(end(lastDay)), {
      problem: 'invalid-data',
      jsonPointer: '/lastDay',
      detail: /2026-12-01 or later/,
    });
  }
  t.match(await end('2026-12-01'), { period: { from: '2026-12-01', until: '2026-12-01' } });
});
