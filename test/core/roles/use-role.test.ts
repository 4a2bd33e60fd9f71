import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import t from 'tap';
import { placeId } from '../../../core/municipalities/installation.ts';
import { listRoles } from '../../../core/roles/list-roles.ts';
import { type UseCommand, useRole } from '../../../core/roles/use-role.ts';
import type { RoleUse } from '../../../core/roles/use-allowance.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { untilWaiting } from '../../fixtures/until-waiting.ts';
import { addSomebody, factsOf, lineAt, newCommand, problemOf, sellAt } from './role-desk.ts';
import { townRoles } from './town-roles.ts';

const core = await openTestCore(t, testInstallation(townRoles));
const turnCard = { plugin: 'sport', role: 'turn-card' };
const badge = { plugin: 'staff', role: 'badge', attributes: { staffNumber: '7' } };
const pool = placeId('lier', 'swimming-pool');
const cityPool = placeId('lier', 'city-pool');
t.beforeEach(() => core.setNow('2026-11-20T10:00:00+01:00'));

async function useAt(
  organizer: string,
  use: Omit<UseCommand, 'command'> & Partial<UseCommand>,
): Promise<RoleUse> {
  const desk = testCaller(core, organizer);
  return (await useRole(core, desk, { command: newCommand(), ...use })).use;
}

async function sellTurnCard(holder: object = {}) {
  const { passholderId, number } = await addSomebody(core, holder);
  const { roleId } = await sellAt(core, 'sport', { passholderId, ...turnCard });
  return { passholderId, number, roleId };
}

t.test('vector 5: one turn at the city company is a fee that sport owes', async (t) => {
  const { passholderId, number, roleId } = await sellTurnCard();

  const use = await useAt('agb', { roleId, card: number, placeId: cityPool });

  t.match(use, { roleId, allowance: 'turns', amount: 1, remaining: 9, placeId: cityPool });
  const [, fee] = await factsOf(core, passholderId);
  t.same(fee, {
    kind: 'role-use',
    source: 'regular',
    entries: ['sport>agb 300 fee'],
    shares: { sport: 300 },
    payments: [],
    laws: [],
  });
  t.match(
    await core.asOwner(
      'select card_number, amount, remaining from core.allowance_use where id = $1',
      [use.id],
    ),
    [{ card_number: number, amount: 1, remaining: 9 }],
  );
  t.match(await core.asOwner('select version from core.role where id = $1', [roleId]), [
    { version: 2 },
  ]);
  t.match(
    await core.asOwner('select kind from core.outbox where subject_id = $1', [passholderId]),
    [{ kind: 'passholder.changed' }, { kind: 'passholder.changed' }],
  );
});

t.test('taps within fifteen minutes at the same place are one turn', async (t) => {
  const { passholderId, number, roleId } = await sellTurnCard();
  const tap = (place: string, moment: string) => {
    core.setNow(`2026-11-20T${moment}+01:00`);
    return useAt('sport', { roleId, card: number, placeId: place });
  };

  const first = await tap(cityPool, '10:00:00');
  const again = await tap(cityPool, '10:14:59');
  t.same(again, first, 'it says when the turn was counted');
  t.match(await tap(pool, '10:14:59'), { remaining: 8 }, 'another place');
  t.match(await tap(cityPool, '10:15:00'), { remaining: 7 }, 'the window counts from the turn');
  const fees = (await factsOf(core, passholderId)).filter(({ kind }) => kind === 'role-use');
  t.equal(fees.length, 2);
});

t.test('when no turns are left the right is denied, and says so', async (t) => {
  const { number, roleId } = await sellTurnCard();
  await core.asOwner('update core.allowance set used = 9 where role_id = $1', [roleId]);

  t.match(await useAt('sport', { roleId, card: number, placeId: pool }), { remaining: 0 });
  core.setNow('2026-11-20T12:00:00+01:00');
  t.match(await problemOf(useAt('sport', { roleId, card: number, placeId: pool })), {
    problem: 'use-refused',
    reason: { code: 'allowance-used-up', nl: 'De beurten zijn op.' },
    endUserMessage: { nl: 'De beurten zijn op.' },
  });
});

t.test('64 at once never use more turns than there are', async (t) => {
  const { passholderId, number } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'hr', { passholderId, ...badge });
  await core.asOwner("update core.allowance set granted = 7 where role_id = $1 and key = 'meals'", [
    roleId,
  ]);

  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () =>
      problemOf(useAt('hr', { roleId, card: number, allowance: 'meals' })),
    ),
  );

  t.equal(outcomes.filter(({ problem }) => problem === 'none').length, 7);
  t.equal(outcomes.filter(({ problem }) => problem === 'use-refused').length, 57);
  t.same(
    await core.asOwner(
      `select a.granted, a.used, count(u.*)::int as uses, sum(u.amount)::int as sum
         from core.allowance a join core.allowance_use u on u.allowance_id = a.id
        where a.role_id = $1 group by a.granted, a.used`,
      [roleId],
    ),
    [{ granted: 7, used: 7, uses: 7, sum: 7 }],
  );
});

t.test('64 taps of one card at the turnstile at once are one turn', async (t) => {
  const { number, roleId } = await sellTurnCard();

  const uses = await Promise.all(
    Array.from({ length: 64 }, () => useAt('sport', { roleId, card: number, placeId: pool })),
  );

  t.equal(new Set(uses.map(({ id }) => id)).size, 1);
  t.match(uses[0], { remaining: 9 });
});

t.test(
  'one command sent 64 times at once counts once, and for ever answers the same',
  async (t) => {
    const { passholderId, number } = await addSomebody(core);
    const { roleId } = await sellAt(core, 'hr', { passholderId, ...badge });
    const use = { roleId, card: number, allowance: 'meals', command: newCommand() };

    const [first, ...others] = await Promise.all(
      Array.from({ length: 64 }, () => useAt('hr', use)),
    );
    for (const other of others) t.same(other.id, first?.id);

    await core.asOwner("update core.card set status = 'BLOCKED' where number = $1", [number]);
    t.match(await useAt('hr', use), { id: first?.id, remaining: 0 }, 'also when it is refused now');
    t.match(await problemOf(useAt('hr', { ...use, command: newCommand() })), {
      problem: 'use-refused',
      reason: { code: 'pass-blocked' },
    });
  },
);

t.test('what changes between the decision and the count is decided on again', async (t) => {
  for (const [change, reason] of [
    ["update core.card set status = 'BLOCKED' where passholder_id = $1", 'pass-blocked'],
    ["update core.role set valid_until = '2026-11-19' where passholder_id = $1", 'role-expired'],
  ] as const) {
    const { passholderId, number, roleId } = await sellTurnCard();
    const other = new Client({ connectionString: core.ownerUrl });
    await other.connect();
    await other.query('begin');
    await other.query('select from core.passholder where id = $1 for update', [passholderId]);

    const use = problemOf(useAt('sport', { roleId, card: number, placeId: pool }));
    await untilWaiting(core);
    await other.query(change, [passholderId]);
    await other.query('commit');
    await other.end();

    t.match(await use, { problem: 'use-refused', reason: { code: reason } });
  }
});

t.test('a role is used where and when it holds', async (t) => {
  const { number, roleId } = await sellTurnCard();
  const use = { roleId, card: number };

  t.match(await problemOf(useAt('sport', { ...use, placeId: placeId('lier', 'town-hall-door') })), {
    problem: 'use-refused',
    reason: { code: 'not-granted' },
  });
  for (const place of [placeId('nijlen', 'swimming-pool'), randomUUID()]) {
    t.match(await problemOf(useAt('sport', { ...use, placeId: place })), {
      problem: 'place-not-found',
      detail: /^\/placeId must be the id of a place/,
      jsonPointer: '/placeId',
    });
  }
  core.setNow('2027-11-20T10:00:00+01:00');
  t.match(await problemOf(useAt('sport', { ...use, placeId: pool })), {
    problem: 'use-refused',
    reason: { code: 'role-expired' },
  });
});

t.test('without a card the active card of the holder counts', async (t) => {
  const { number, roleId } = await sellTurnCard();

  const { id } = await useAt('sport', { roleId, placeId: pool });

  t.match(await core.asOwner('select card_number from core.allowance_use where id = $1', [id]), [
    { card_number: number },
  ]);
  t.match(await problemOf(useAt('sport', { roleId: randomUUID(), placeId: pool })), {
    problem: 'card-needed',
  });
});

t.test('who is paid for a turn must be shown the card; only its owner need not', async (t) => {
  const { roleId, number } = await sellTurnCard();

  for (const organizer of ['agb', 'library']) {
    t.match(await problemOf(useAt(organizer, { roleId, placeId: cityPool })), {
      problem: 'card-needed',
      jsonPointer: '/card',
    });
  }
  const unknown = { roleId: 'e0c1a7a4-0000-4000-8000-000000000000', placeId: cityPool };
  t.match(await problemOf(useAt('agb', unknown)), { problem: 'card-needed' });
  t.match(await useAt('agb', { roleId, card: number, placeId: cityPool }), { remaining: 9 });
  t.match(await useAt('sport', { roleId, placeId: pool }), { remaining: 8 });
});

t.test('the card of another holder does not use a role', async (t) => {
  const { roleId } = await sellTurnCard();
  const other = await addSomebody(core);

  t.match(await problemOf(useAt('sport', { roleId, card: other.number, placeId: pool })), {
    problem: 'role-not-found',
  });
});

t.test('what is asked of which allowance is checked', async (t) => {
  const { passholderId, number } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'hr', { passholderId, ...badge });
  const card = await sellTurnCard();
  const use = { roleId, card: number };

  for (const [organizer, asked, jsonPointer] of [
    ['hr', use, '/allowance'],
    ['hr', { ...use, allowance: 'constructor' }, '/allowance'],
    ['hr', { ...use, allowance: 'budget' }, '/amount'],
    ['sport', { roleId: card.roleId, card: card.number, placeId: pool, amount: 2 }, '/amount'],
  ] as const) {
    t.match(await problemOf(useAt(organizer, asked)), { problem: 'invalid-data', jsonPointer });
  }
  t.match(await useAt('hr', { ...use, allowance: 'budget', amount: 1250 }), {
    unit: 'cent',
    remaining: 3750,
  });
  t.match(await problemOf(useAt('hr', { ...use, allowance: 'budget', amount: 3751 })), {
    problem: 'use-refused',
    remaining: 3750,
  });
});

t.test('who sees the outward name alone learns no reason, and others nothing at all', async (t) => {
  const { passholderId, number } = await addSomebody(core);
  const { roleId } = await sellAt(core, 'hr', { passholderId, ...badge });
  const seenId = await lineAt(core, 'restaurant', number);
  const use = { roleId: seenId, card: number, allowance: 'meals' };

  const desk = testCaller(core, 'restaurant');
  const shown = await useRole(core, desk, { ...use, command: newCommand() });
  t.match(shown, { view: 'outward', use: { remaining: 0 } });
  t.same(await problemOf(useAt('restaurant', use)), {
    problem: 'use-refused',
    reason: { code: 'benefit', nl: 'Nu niet.' },
    endUserMessage: { nl: 'Nu niet.' },
  });
  for (const named of [seenId, roleId]) {
    const tried = useAt('library', { ...use, roleId: named });
    t.same(await problemOf(tried), { problem: 'role-not-found' });
  }
});

t.test('a role that follows from facts is written down at its first use, once', async (t) => {
  const { passholderId, number } = await addSomebody(core, { birthDate: '2010-03-01' });
  const desk = testCaller(core, 'library');
  const [listed] = await listRoles(core, desk, passholderId);
  const roleId = listed?.role.id ?? '';
  t.match(listed, {
    status: 'ACTIVE',
    role: { period: { from: '2022-03-01', until: '2036-02-29' } },
  });
  t.match(await problemOf(useAt('library', { roleId })), { problem: 'card-needed' });

  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => problemOf(useAt('library', { roleId, card: number }))),
  );

  t.equal(outcomes.filter(({ problem }) => problem === 'none').length, 2, 'as many as it gives');
  t.match(
    await core.asOwner(
      `select r.is_derived, r.valid_from::text, a.granted, a.used,
              (select array_agg(kind) from core.role_event e where e.role_id = r.id) as events
         from core.role r join core.allowance a on a.role_id = r.id where r.passholder_id = $1`,
      [passholderId],
    ),
    [{ is_derived: true, valid_from: '2022-03-01', granted: 2, used: 2, events: ['issued'] }],
  );
  const [after, ...others] = await listRoles(core, desk, passholderId);
  t.match(after, { role: { id: roleId, allowances: { drinks: { remaining: 0 } } } });
  t.same(others, []);
});
