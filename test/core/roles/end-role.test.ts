import t from 'tap';
import { endRole, type RoleEnd } from '../../../core/roles/end-role.ts';
import { renewRole } from '../../../core/roles/renew-role.ts';
import { useRole } from '../../../core/roles/use-role.ts';
import { placeId } from '../../../core/municipalities/installation.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addSomebody, countRows, factsOf, newCommand, problemOf, sellAt } from './role-desk.ts';
import { townRoles } from './town-roles.ts';

const core = await openTestCore(t, testInstallation(townRoles));
const friend = { plugin: 'friends', role: 'friend' };
const course = { plugin: 'sport', role: 'course' };
const turnCard = { plugin: 'sport', role: 'turn-card' };
const badge = { plugin: 'staff', role: 'badge', attributes: { staffNumber: '7' } };
const entitled = { status: 'ACTIVE', endDate: '2027-12-31' } as const;
t.beforeEach(() => core.setNow('2026-11-20T10:00:00+01:00'));

const endAt = (organizer: string, end: Omit<RoleEnd, 'command' | 'reason'> & Partial<RoleEnd>) =>
  endRole(core, testCaller(core, organizer), { reason: 'asked', command: newCommand(), ...end });

t.test('vector 4: taken back next month at another desk, everything is given back', async (t) => {
  const { passholderId } = await addSomebody(core, { residence: 'nijlen', social: entitled });
  const { roleId } = await sellAt(core, 'library', { passholderId, ...course });
  core.setNow('2026-12-18T10:00:00+01:00');

  const ended = await endAt('cultural-centre', { roleId });

  t.match(ended, { roleId, priceCents: -200, period: { until: '2026-12-17' } });
  const [, reversal] = await factsOf(core, passholderId);
  t.same(reversal, {
    kind: 'reversal',
    source: 'social',
    entries: [
      'library>cultural-centre -200 collection',
      'library>cultural-centre 200 refund',
      'nijlen>cultural-centre -400 funding',
    ],
    shares: { holder: -200, nijlen: -400, 'cultural-centre': -400 },
    payments: ['holder>library -200 card', 'cultural-centre>library 200 card'],
    laws: [],
  });
  t.same(
    await core.asOwner(
      `select e.service_date::text as day, e.cost_centre from core.entry e
         join core.money_fact f on f.id = e.money_fact_id
        where f.kind = 'reversal' and f.passholder_id = $1 and e.kind = 'funding'`,
      [passholderId],
    ),
    [{ day: '2026-12-18', cost_centre: 'cultuurcentrum' }],
  );
  t.match(await problemOf(endAt('cultural-centre', { roleId })), {
    problem: 'role-already-ended',
  });
});

t.test(
  'after the cooling-off days another desk cannot take it back, its owner ends it',
  async (t) => {
    const { passholderId } = await addSomebody(core);
    const { roleId } = await sellAt(core, 'library', { passholderId, ...friend });
    core.setNow('2026-12-05T10:00:00+01:00');

    t.match(await problemOf(endAt('library', { roleId })), {
      problem: 'role-of-another-organizer',
    });
    t.match(await endAt('cultural-centre', { roleId }), {
      priceCents: 0,
      period: { from: '2026-11-20', until: '2026-12-04' },
    });
    t.equal((await factsOf(core, passholderId)).length, 1);
  },
);

t.test('on the last cooling-off day it can, and the days count from a later start', async (t) => {
  const first = await addSomebody(core);
  const sold = await sellAt(core, 'library', { passholderId: first.passholderId, ...friend });
  const second = await addSomebody(core);
  const later = await sellAt(core, 'library', {
    passholderId: second.passholderId,
    ...friend,
    from: '2027-01-01',
  });

  core.setNow('2026-12-04T10:00:00+01:00');
  t.match(await endAt('library', { roleId: sold.roleId }), { priceCents: -500 });
  core.setNow('2027-01-15T10:00:00+01:00');
  t.match(await endAt('library', { roleId: later.roleId }), { priceCents: -500 });
});

t.test('a renewal is taken back alone: the role is as it was before', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId, period } = await sellAt(core, 'library', { passholderId, ...friend });
  core.setNow('2027-11-01T10:00:00+01:00');
  await renewRole(core, testCaller(core, 'library'), { roleId, command: newCommand() });

  t.match(await endAt('library', { roleId }), { priceCents: -500, period });
  t.match(await problemOf(endAt('library', { roleId })), { problem: 'role-of-another-organizer' });
});

t.test('a top-up is taken back with its turns, and not once they were used', async (t) => {
  const { passholderId, number } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'sport', { passholderId, ...turnCard });
  await sellAt(core, 'sport', { passholderId, ...turnCard });
  const turnsOf = (): Promise<object[]> =>
    core.asOwner('select granted, used from core.allowance where role_id = $1', [roleId]);

  await endAt('library', { roleId });
  t.same(await turnsOf(), [{ granted: 10, used: 0 }]);

  const desk = testCaller(core, 'sport');
  const place = placeId('lier', 'swimming-pool');
  await useRole(core, desk, { roleId, card: number, placeId: place, command: newCommand() });
  t.match(await problemOf(endAt('sport', { roleId })), { problem: 'role-already-used' });
  t.match(await endAt('sport', { roleId, lastDay: '2026-11-30' }), {
    priceCents: 0,
    period: { until: '2026-11-30' },
  });
});

t.test('the owner ends a role on a later day, once', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'hr', { passholderId, ...badge });

  t.match(await endAt('hr', { roleId, lastDay: '2026-12-31', reason: 'retires' }), {
    period: { from: '2026-11-20', until: '2026-12-31' },
  });
  t.match(await problemOf(endAt('hr', { roleId, lastDay: '2027-01-31' })), {
    problem: 'role-already-ended',
    lastDay: '2026-12-31',
  });
  t.match(await endAt('hr', { roleId, lastDay: '2026-11-30' }), {
    period: { until: '2026-11-30' },
  });
  t.match(await endAt('hr', { roleId }), { period: { until: '2026-11-19' } }, 'at once');
  t.match(await problemOf(endAt('hr', { roleId })), { problem: 'role-already-ended' });
  t.match(await core.asOwner('select end_reason, version from core.role where id = $1', [roleId]), [
    { end_reason: 'asked', version: 4 },
  ]);
});

t.test('an end in a later moment than the role begins leaves no day of it', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'hr', { passholderId, ...badge, from: '2027-01-01' });

  t.match(await endAt('hr', { roleId }), { period: { from: '2026-11-19', until: '2026-11-19' } });
});

t.test('another desk ends no role of which it is not the owner', async (t) => {
  const { passholderId } = await addSomebody(core);
  const sold = await sellAt(core, 'library', { passholderId, ...friend });
  const hidden = await sellAt(core, 'hr', { passholderId, ...badge });

  t.match(await problemOf(endAt('library', { roleId: sold.roleId, lastDay: '2026-12-31' })), {
    problem: 'role-of-another-organizer',
  });
  for (const organizer of ['library', 'restaurant']) {
    t.match(await problemOf(endAt(organizer, { roleId: hidden.roleId })), {
      problem: 'role-not-found',
    });
  }
});

t.test(
  'who has the social tariff and who has not leave as many rows when they withdraw',
  async (t) => {
    const rowsOf = async (holder: object): Promise<Record<string, number>> => {
      const { passholderId } = await addSomebody(core, holder);
      const { roleId } = await sellAt(core, 'library', { passholderId, ...course });
      const before = await countRows(core);
      await endAt('sport', { roleId, means: 'cash' });
      const after = await countRows(core);
      return Object.fromEntries(
        Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)]),
      );
    };

    t.same(await rowsOf({ social: entitled }), await rowsOf({}));
  },
);

t.test('64 desks that take the same role back at once give its money back once', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'library', { passholderId, ...friend });

  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => problemOf(endAt('library', { roleId }))),
  );

  t.equal(outcomes.filter(({ problem }) => problem === 'none').length, 1);
  t.equal((await factsOf(core, passholderId)).length, 2);
});

t.test('an end sent twice is one, and answers the same', async (t) => {
  const { passholderId } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'library', { passholderId, ...friend });
  const end = { roleId, means: 'cash', command: newCommand() } as const;

  const first = await endAt('sport', end);

  t.match(first, { priceCents: -500, paidCents: -500 });
  t.same(await endAt('sport', end), first);
  t.equal((await factsOf(core, passholderId)).length, 3, 'sale, reversal and cash rounding');
});
