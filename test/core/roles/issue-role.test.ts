import t from 'tap';
import { issueRole } from '../../../core/roles/issue-role.ts';
import { openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { townsWhere } from '../tariffs/ticket-desk.ts';
import { addSomebody, countRows, factsOf, newCommand, problemOf, sellAt } from './role-desk.ts';
import { townRoles } from './town-roles.ts';

const core = await openTestCore(
  t,
  townsWhere({ library: { accounts: { online: 'uit' } } }, townRoles),
);
const friend = { plugin: 'friends', role: 'friend' };
const turnCard = { plugin: 'sport', role: 'turn-card' };
const course = { plugin: 'sport', role: 'course' };
const entitled = { status: 'ACTIVE', endDate: '2026-12-31' } as const;

t.test('vector 1: the library sells a friend of the centre his membership', async (t) => {
  const { passholderId } = await addSomebody(core);

  const sold = await sellAt(core, 'library', { passholderId, ...friend });

  t.match(sold, {
    passholderId,
    ...friend,
    period: { from: '2026-11-20', until: '2027-11-19' },
    priceCents: 500,
    paidCents: 500,
  });
  t.same(await factsOf(core, passholderId), [
    {
      kind: 'role-sale',
      source: 'regular',
      entries: [
        'library>cultural-centre 100 funding',
        'library>cultural-centre 500 collection',
        'uit>cultural-centre 300 funding',
      ],
      shares: { holder: 500, uit: 300, library: 100, 'cultural-centre': 100 },
      payments: ['holder>library 500 card'],
      laws: [],
    },
  ]);
  t.same(
    await core.asOwner(
      `select version, kind, grants, valid_from::text, valid_until::text from core.role_event
        where role_id = $1`,
      [sold.roleId],
    ),
    [
      {
        version: 1,
        kind: 'issued',
        grants: {},
        valid_from: '2026-11-20',
        valid_until: '2027-11-19',
      },
    ],
  );
  t.same(await core.asOwner('select kind from core.outbox where subject_id = $1', [passholderId]), [
    { kind: 'passholder.changed' },
  ]);
  t.same(await core.asOwner('select version from core.passholder where id = $1', [passholderId]), [
    { version: 2 },
  ]);
});

t.test('vector 5: a turn card at the social tariff gives ten turns', async (t) => {
  const { passholderId } = await addSomebody(core, { social: entitled });

  const sold = await sellAt(core, 'sport', { passholderId, ...turnCard });

  t.equal(sold.priceCents, 900);
  t.match(await factsOf(core, passholderId), [
    {
      source: 'social',
      entries: ['lier>sport 1800 funding'],
      shares: { holder: 900, lier: 1800, sport: 1800 },
      laws: [],
    },
  ]);
  t.same(
    await core.asOwner('select key, granted, used from core.allowance where role_id = $1', [
      sold.roleId,
    ]),
    [{ key: 'turns', granted: 10, used: 0 }],
  );
});

t.test('the town where the holder lives pays, when it shares the card', async (t) => {
  const { passholderId } = await addSomebody(core, { residence: 'nijlen', social: entitled });

  await sellAt(core, 'library', { passholderId, ...course });

  t.match(await factsOf(core, passholderId), [
    {
      entries: ['library>cultural-centre 200 collection', 'nijlen>cultural-centre 400 funding'],
      shares: { holder: 200, nijlen: 400, 'cultural-centre': 400 },
    },
  ]);
});

t.test('for who lives elsewhere the configured payer stands in', async (t) => {
  const { passholderId } = await addSomebody(core, { residence: null, social: entitled });

  await sellAt(core, 'cultural-centre', { passholderId, ...course });

  t.match(await factsOf(core, passholderId), [{ entries: ['lier>cultural-centre 400 funding'] }]);
});

t.test('inside the grace period a holder is entitled, after it or suspended not', async (t) => {
  const social = (status: 'ACTIVE' | 'SUSPENDED', endDate: string) => ({
    social: { status, endDate },
  });
  const prices = [];
  for (const holder of [
    social('ACTIVE', '2026-10-21'),
    social('ACTIVE', '2026-10-20'),
    social('SUSPENDED', '2026-12-31'),
  ]) {
    const { passholderId } = await addSomebody(core, holder);
    prices.push((await sellAt(core, 'sport', { passholderId, ...course })).priceCents);
  }

  t.same(prices, [200, 1000, 1000]);
});

t.test('a holder with and one without the social tariff leave as many rows', async (t) => {
  const rowsOf = async (holder: object): Promise<Record<string, number>> => {
    const { passholderId } = await addSomebody(core, holder);
    const before = await countRows(core);
    await sellAt(core, 'library', { passholderId, ...turnCard, means: 'cash' });
    const after = await countRows(core);
    return Object.fromEntries(
      Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)]),
    );
  };

  t.same(await rowsOf({ social: entitled }), await rowsOf({}));
});

t.test('cash is rounded to five cents, as a fact of its own', async (t) => {
  const { passholderId } = await addSomebody(core, { social: entitled });

  const sold = await sellAt(core, 'sport', { passholderId, ...turnCard, means: 'cash' });

  t.match(sold, { priceCents: 900, paidCents: 900 });
  t.match(await factsOf(core, passholderId), [
    { kind: 'cash-rounding', payments: ['holder>sport 0 cash'], entries: [], laws: [] },
    { kind: 'role-sale', payments: ['holder>sport 900 cash'] },
  ]);
});

t.test('the account that is configured for a means takes the money', async (t) => {
  const { passholderId } = await addSomebody(core);

  await sellAt(core, 'library', { passholderId, ...friend, means: 'online' });

  t.match(await factsOf(core, passholderId), [
    {
      payments: ['holder>uit 500 online'],
      entries: [/./, /./, 'uit>cultural-centre 500 collection'],
    },
  ]);
});

t.test('a municipality that has not enabled the plugin knows no such role', async (t) => {
  const { passholderId } = await addSomebody(core);
  const nijlen = testCaller(core, 'library', { municipality: 'nijlen' });

  const sold = issueRole(core, nijlen, { passholderId, ...friend, command: newCommand() });

  t.match(await problemOf(sold), { problem: 'role-unknown' });
});

t.test('a second one while the first lasts is refused, a later one is not', async (t) => {
  const { passholderId } = await addSomebody(core);
  await sellAt(core, 'library', { passholderId, ...friend });

  const again = sellAt(core, 'cultural-centre', { passholderId, ...friend });
  t.match(await problemOf(again), { problem: 'role-already-held' });

  const later = await sellAt(core, 'library', { passholderId, ...friend, from: '2027-11-20' });
  t.match(later.period, { from: '2027-11-20', until: '2028-11-19' });
});

t.test('a turn card is topped up: turns are added, the end moves', async (t) => {
  const { passholderId } = await addSomebody(core);
  core.setNow('2026-02-01T10:00:00+01:00');
  const first = await sellAt(core, 'sport', { passholderId, ...turnCard });
  core.setNow('2026-11-20T10:00:00+01:00');
  const second = await sellAt(core, 'library', { passholderId, ...turnCard });

  t.equal(second.roleId, first.roleId);
  t.same(second.period, { from: '2026-02-01', until: '2027-11-19' });
  t.match(
    await core.asOwner('select granted, valid_until::text from core.allowance where role_id = $1', [
      first.roleId,
    ]),
    [{ granted: 20, valid_until: '2027-11-19' }],
  );

  const other = sellAt(core, 'sport', { passholderId, ...turnCard, attributes: { size: 'L' } });
  t.match(await problemOf(other), { problem: 'role-already-held' }, 'of another size');
});

t.test('a hidden role does not exist for other desks', async (t) => {
  const { passholderId } = await addSomebody(core);
  const badge = { plugin: 'staff', role: 'badge', attributes: { staffNumber: '7' } };

  for (const organizer of ['library', 'restaurant']) {
    const hidden = await problemOf(sellAt(core, organizer, { passholderId, ...badge }));
    const unknown = await problemOf(
      sellAt(core, organizer, { passholderId, plugin: 'no-such', role: 'constructor' }),
    );
    t.same(hidden, unknown);
    t.equal(hidden.problem, 'role-unknown');
  }
  t.match(await sellAt(core, 'hr', { passholderId, ...badge }), {
    period: { until: null },
    priceCents: 0,
  });
  t.same(await factsOf(core, passholderId), [], 'what costs nothing moves no money');
});

t.test('what is kept with a role is checked by its plugin', async (t) => {
  const { passholderId } = await addSomebody(core);
  const badge = { passholderId, plugin: 'staff', role: 'badge' };

  t.match(await problemOf(sellAt(core, 'hr', badge)), {
    problem: 'invalid-data',
    jsonPointer: '/attributes/staffNumber',
  });
  t.match(
    await problemOf(sellAt(core, 'hr', { ...badge, attributes: { staffNumber: '7', x: 1 } })),
    { problem: 'invalid-data', jsonPointer: '/attributes/x' },
  );
  t.match(
    await problemOf(sellAt(core, 'library', { passholderId, ...friend, attributes: { x: 1 } })),
    {
      problem: 'invalid-data',
    },
  );
});

t.test('nobody issues what follows from facts', async (t) => {
  const { passholderId } = await addSomebody(core);

  const issued = sellAt(core, 'youth', { passholderId, plugin: 'youth', role: 'youth-card' });

  t.match(await problemOf(issued), { problem: 'role-not-issuable' });
});

t.test('a holder whose pass is blocked gets no role, and an unknown one neither', async (t) => {
  const { passholderId } = await addSomebody(core, { cardStatus: 'BLOCKED' });
  const elsewhere = await addSomebody(core, { municipality: 'mechelen', cardSystemId: 2 });

  t.match(await problemOf(sellAt(core, 'library', { passholderId, ...friend })), {
    problem: 'invalid-card-status',
  });
  for (const unknown of [elsewhere.passholderId, 'e0c1a7a4-0000-4000-8000-000000000000']) {
    t.match(await problemOf(sellAt(core, 'library', { passholderId: unknown, ...friend })), {
      problem: 'passholder-not-found',
    });
  }
});

t.test('64 desks that sell the same role at once sell it once', async (t) => {
  const { passholderId } = await addSomebody(core);

  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () =>
      problemOf(sellAt(core, 'library', { passholderId, ...friend })),
    ),
  );

  t.equal(outcomes.filter(({ problem }) => problem === 'none').length, 1);
  t.equal(outcomes.filter(({ problem }) => problem === 'role-already-held').length, 63);
  t.equal((await factsOf(core, passholderId)).length, 1);
});

t.test('one command sent 64 times at once sells once, and answers the same', async (t) => {
  const { passholderId } = await addSomebody(core);
  const order = { passholderId, ...friend, command: newCommand() };

  const [first, ...others] = await Promise.all(
    Array.from({ length: 64 }, () => sellAt(core, 'library', order)),
  );

  for (const other of others) t.same(other, first);
  t.equal((await factsOf(core, passholderId)).length, 1);
});

t.test(
  'a command answers the same for ever, and another content under its key is refused',
  async (t) => {
    const { passholderId } = await addSomebody(core);
    const order = { passholderId, ...turnCard, command: newCommand() };
    const sold = await sellAt(core, 'sport', order);
    await sellAt(core, 'sport', { passholderId, ...turnCard });

    t.same(await sellAt(core, 'sport', order), sold, 'also after a top-up');
    const other = { ...order, command: { ...order.command, hash: 'something else' } };
    await t.rejects(sellAt(core, 'sport', other), { message: /idempotency-key-reused/ });
  },
);
