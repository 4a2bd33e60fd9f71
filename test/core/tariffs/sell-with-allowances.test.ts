import { Client } from 'pg';
import t from 'tap';
import { listRoles } from '../../../core/roles/list-roles.ts';
import { useRole } from '../../../core/roles/use-role.ts';
import { cancelSale } from '../../../core/tariffs/cancel-sale.ts';
import type { AllowanceOrder } from '../../../core/tariffs/pay-by-allowance.ts';
import type { TicketOrder } from '../../../core/tariffs/ticket-facts.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { openTestCore, type TestHolder } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { untilWaiting } from '../../fixtures/until-waiting.ts';
import {
  addSomebody,
  countRows,
  lineAt,
  newCommand,
  problemOf,
  sellAt,
} from '../roles/role-desk.ts';
import { payingRoles } from './paying-roles.ts';
import {
  addEvent,
  entriesOf,
  newKey,
  orderOf,
  refusalIn,
  sell,
  sharesOf,
  townsWhere,
} from './ticket-desk.ts';

const SOCIAL = { status: 'ACTIVE', endDate: null } as const;
const core = await openTestCore(t, townsWhere({ club: { soldBy: ['library'] } }, payingRoles));
const [club, restaurant, library, cinema] = ['club', 'restaurant', 'library', 'cinema'].map((key) =>
  testCaller(core, key),
) as [Desk, Desk, Desk, Desk];
type Desk = ReturnType<typeof testCaller>;
const fee = await addEvent(core, 'club', { regularPriceCents: 12_000 });
const camp = await addEvent(core, 'club', { regularPriceCents: 2400 });
const meal = await addEvent(core, 'restaurant', { regularPriceCents: 850 });
const film = await addEvent(core, 'cinema', { regularPriceCents: 800 });
t.beforeEach(() => core.setNow('2026-11-20T10:00:00+01:00'));

async function addChild(holder: Partial<TestHolder> = {}) {
  const child = await addSomebody(core, { birthDate: '2016-03-01', ...holder });
  const roles = await listRoles(core, club, child.passholderId);
  const roleId = roles.find(({ role }) => role.name === 'child')?.role.id ?? '';
  return { ...child, roleId };
}

async function addStaff(holder: Partial<TestHolder> = {}) {
  const staff = await addSomebody(core, holder);
  const order = { passholderId: staff.passholderId, plugin: 'lunches', role: 'badge' };
  const { roleId } = await sellAt(core, 'hr', order);
  return { ...staff, roleId, seenId: await lineAt(core, 'restaurant', staff.number) };
}

async function orderAt(
  desk: Desk,
  [card, eventId]: [string, string],
  allowances: readonly AllowanceOrder[] = [],
): Promise<TicketOrder> {
  return { ...(await orderOf(core, desk, { card, eventId })), allowances };
}

async function leftOf(roleId: string): Promise<Record<string, number>> {
  const rows = await core.asOwner<{ key: string; left: number }>(
    `select key || ' ' || to_char(valid_from, 'YYYY-MM') as key, granted - used as left
       from core.allowance where role_id = $1 and period <> 'ROLE'`,
    [roleId],
  );
  return Object.fromEntries(rows.map(({ key, left }) => [key, left]));
}

t.test('vector 8: a social club fee of which a Talententicket pays a part', async (t) => {
  const { number, roleId } = await addChild({ social: SOCIAL });
  const part = { roleId, allowance: 'large', cents: 2000 };
  const [sold] = await sell(core, club, { tickets: [await orderAt(club, [number, fee], [part])] });
  const fact = sold?.id ?? '';

  t.equal(sold?.paidCents, 400);
  t.same(await sharesOf(core, fact), { holder: 400, youth: 2000, lier: 4800, club: 4800 });
  t.same(await entriesOf(core, [fact]), ['youth>club 2000 funding', 'lier>club 4800 funding']);
  t.same(await leftOf(roleId), { 'large 2026-01': 0 });
  t.match(
    await core.asOwner(
      `select u.amount, u.remaining, u.card_number, o.key from core.allowance_use u
         join core.organizer o on o.id = u.organizer_id where u.money_fact_id = $1`,
      [fact],
    ),
    [{ amount: 2000, remaining: 0, card_number: number, key: 'club' }],
  );
});

t.test('sold at another desk, the library owes what the holder paid there, no more', async (t) => {
  const { number, roleId } = await addChild();
  const part = { roleId, allowance: 'large', cents: 2000 };
  const order = await orderAt(library, [number, camp], [part]);
  const [sold] = await sell(core, library, { tickets: [order] });

  t.equal(sold?.paidCents, 400);
  t.same(await entriesOf(core, [sold?.id ?? '']), [
    'library>club 400 collection',
    'lier>club 0 funding',
    'youth>club 2000 funding',
  ]);
});

t.test('several pay in the order in which they are named, and none by itself', async (t) => {
  const { number, roleId } = await addChild();
  const parts = [
    { roleId, allowance: 'small', cents: 1001 },
    { roleId, allowance: 'large', cents: 1399 },
  ];
  const [plain] = await sell(core, club, { tickets: [await orderAt(club, [number, camp])] });
  t.equal(plain?.paidCents, 2400);

  const [sold] = await sell(core, club, { tickets: [await orderAt(club, [number, camp], parts)] });
  t.equal(sold?.paidCents, 0);
  t.same(await sharesOf(core, sold?.id ?? ''), {
    holder: 0,
    youth: 501 + 1399,
    fund: 500,
    lier: 0,
    club: 0,
  });
  t.same(await leftOf(roleId), { 'small 2026-01': 0, 'large 2026-01': 601 });
});

t.test('the only allowance that pays there needs no name', async (t) => {
  const { number, roleId } = await addChild();

  const part = { roleId, cents: 300 };
  const order = await orderAt(cinema, [number, film], [part]);
  t.match(await sell(core, cinema, { tickets: [order] }), [{ paidCents: 500 }]);
  t.same(await leftOf(roleId), { 'small 2026-01': 701 });
  const unclear = await orderAt(club, [number, camp], [part]);
  t.match(await problemOf(sell(core, club, { tickets: [unclear] })), {
    problem: 'invalid-data',
    jsonPointer: '/0/allowances/0/allowance',
    detail: 'the allowances of this role are: large, small, drinks',
  });
});

t.test('what cannot be paid is refused in words, with everything beside it', async (t) => {
  const { number, roleId } = await addChild();
  const other = await addChild();
  const plain = await orderAt(club, [other.number, camp]);
  const before = await countRows(core);
  const refusalOf = async (eventId: string, ...parts: AllowanceOrder[]) => {
    const desk = eventId === film ? cinema : club;
    const order = await orderAt(desk, [number, eventId], parts);
    const tickets = desk === club ? [plain, order] : [order];
    return problemOf(sell(core, desk, { tickets }));
  };
  const large = { roleId, allowance: 'large' };

  t.match(await refusalOf(camp, { ...large, cents: 2001 }), {
    problem: 'use-refused',
    jsonPointer: '/1/allowances/0',
    reason: { code: 'allowance-used-up', nl: 'Het tegoed is op.' },
    remaining: 2000,
  });
  t.match(await refusalOf(fee, { ...large, cents: 1500 }, { ...large, cents: 501 }), {
    jsonPointer: '/1/allowances/1',
    reason: { code: 'allowance-used-up' },
    remaining: 500,
  });
  t.match(await refusalOf(camp, { ...large, cents: 1400 }, { ...large, cents: 1001 }), {
    problem: 'use-refused',
    jsonPointer: '/1/allowances/1/cents',
    reason: { code: 'more-than-to-pay', nl: 'Er is minder te betalen dan dit bedrag.' },
    toPayCents: 1000,
  });
  t.match(await refusalOf(film, { ...large, cents: 100 }), {
    problem: 'use-refused',
    jsonPointer: '/0/allowances/0',
    reason: { code: 'not-payable-here' },
  });
  t.match(await refusalOf(camp, { roleId, allowance: 'drinks', cents: 100 }), {
    reason: { code: 'not-payable-here' },
  });
  t.match(await refusalOf(camp, { roleId, allowance: 'constructor', cents: 100 }), {
    problem: 'invalid-data',
    jsonPointer: '/1/allowances/0/allowance',
  });
  t.match(await refusalOf(camp, { ...large, roleId: other.roleId, cents: 100 }), {
    problem: 'role-not-found',
    jsonPointer: '/1/allowances/0',
  });
  t.same(await countRows(core), before, 'and nothing of it is written');
});

t.test('the card is the one that was quoted for, and is in use', async (t) => {
  const { number, roleId } = await addChild();
  const other = await addChild();
  const part = { roleId, allowance: 'large', cents: 100 };
  const order = await orderAt(club, [number, camp], [part]);
  const sellIt = (change: Partial<TicketOrder>) =>
    problemOf(sell(core, club, { tickets: [{ ...order, ...change }] }));

  t.match(await sellIt({ card: other.number }), { problem: 'tariff-invalid', jsonPointer: '/0' });
  t.match(await sellIt({ card: '1' }), { problem: 'invalid-uitpasnumber', jsonPointer: '/0' });
  await core.asOwner("update core.card set status = 'BLOCKED' where number = $1", [number]);
  t.match(await sellIt({}), { problem: 'invalid-card-status', jsonPointer: '/0' });
});

t.test('a budget of the month pays what is left of a staff meal', async (t) => {
  const { number, roleId, seenId } = await addStaff();
  const order = await orderAt(restaurant, [number, meal], [{ roleId: seenId, cents: 250 }]);
  const [sold] = await sell(core, restaurant, { tickets: [order] });

  t.equal(sold?.paidCents, 150);
  t.same(await sharesOf(core, sold?.id ?? ''), { holder: 150, hr: 700, lier: 0, restaurant: 0 });
  t.same(await leftOf(roleId), { 'meals 2026-11': 3750 });
});

t.test('a till that sees the outward name alone hears no word of a hidden role', async (t) => {
  const { number, seenId } = await addStaff();
  const neutral = {
    problem: 'use-refused',
    reason: { code: 'voordeel', nl: 'Nu niet.' },
    endUserMessage: { nl: 'Nu niet.' },
    jsonPointer: '/0/allowances/0',
  };
  const use = { roleId: seenId, card: number, amount: 3900, command: newCommand() };
  await useRole(core, restaurant, use);

  const order = await orderAt(restaurant, [number, meal], [{ roleId: seenId, cents: 101 }]);
  t.same(await problemOf(sell(core, restaurant, { tickets: [order] })), neutral);
  const atCinema = await lineAt(core, 'cinema', number);
  const ticket = await orderAt(cinema, [number, film], [{ roleId: atCinema, cents: 100 }]);
  t.same(await problemOf(sell(core, cinema, { tickets: [ticket] })), neutral);
  const before = await countRows(core);
  const elsewhere = await orderAt(library, [number, camp], [{ roleId: seenId, cents: 100 }]);
  const unknown = { roleId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', cents: 100 };
  t.same(
    await problemOf(sell(core, library, { tickets: [elsewhere] })),
    await problemOf(sell(core, library, { tickets: [{ ...elsewhere, allowances: [unknown] }] })),
    'to another desk it is a role that nobody has',
  );
  t.same(await countRows(core), before);
});

t.test('64 that sell at once on a fresh month never give more than the month', async (t) => {
  const { number, roleId, seenId } = await addStaff();
  const order = await orderAt(restaurant, [number, meal], [{ roleId: seenId, cents: 390 }]);

  const outcomes = await Promise.all(
    Array.from({ length: 64 }, () => problemOf(sell(core, restaurant, { tickets: [order] }))),
  );

  t.equal(outcomes.filter(({ problem }) => problem === 'none').length, 10);
  t.equal(outcomes.filter(({ problem }) => problem === 'use-refused').length, 54);
  t.same(await leftOf(roleId), { 'meals 2026-11': 100 });
});

t.test('requests that name the same holders the other way round wait, and all sell', async (t) => {
  const [one, two] = [await addStaff(), await addStaff()];
  const orders = await Promise.all(
    [one, two].map(({ number, seenId }) =>
      orderAt(restaurant, [number, meal], [{ roleId: seenId, cents: 10 }]),
    ),
  );
  const [first, second] = orders as [TicketOrder, TicketOrder];
  const plainFirst = { ...first, allowances: [] };
  const plainSecond = { ...second, allowances: [] };
  const requests = [
    [first, second],
    [second, first],
    [first, plainSecond],
    [second, plainFirst],
    [plainFirst, plainSecond],
    [plainSecond, plainFirst],
  ];

  const outcomes = await Promise.all(
    Array.from({ length: 48 }, (_, at) =>
      problemOf(sell(core, restaurant, { tickets: requests[at % 6] ?? [] })),
    ),
  );

  t.ok(outcomes.every(({ problem }) => problem === 'none'));
  t.same(await leftOf(one.roleId), { 'meals 2026-11': 4000 - 24 * 10 });
});

t.test('a key sells once, and answers the same when the month is used up since', async (t) => {
  const { number, seenId } = await addStaff();
  const order = await orderAt(restaurant, [number, meal], [{ roleId: seenId, cents: 400 }]);
  const command = newKey();
  const [first] = await sell(core, restaurant, { tickets: [order], command });
  const rest = { roleId: seenId, card: number, amount: 3600, command: newCommand() };
  await useRole(core, restaurant, rest);

  const [again] = await sell(core, restaurant, { tickets: [order], command });
  t.same(again, first);
  t.match(await problemOf(sell(core, restaurant, { tickets: [order], command: newKey() })), {
    problem: 'use-refused',
  });
});

t.test('a sale that is cancelled gives the cents back, to the month they are of', async (t) => {
  const { number, passholderId, roleId, seenId } = await addStaff();
  const order = await orderAt(restaurant, [number, meal], [{ roleId: seenId, cents: 250 }]);
  const [sold] = await sell(core, restaurant, { tickets: [order] });
  const id = sold?.id ?? '';
  core.setNow('2026-12-02T10:00:00+01:00');
  await useRole(core, restaurant, {
    roleId: seenId,
    card: number,
    amount: 1000,
    command: newCommand(),
  });

  const outcomes = await Promise.all(
    Array.from({ length: 16 }, () =>
      refusalIn(cancelSale(core, restaurant, { id, command: NO_KEY })),
    ),
  );

  t.equal(outcomes.filter(({ name }) => name === 'nothing').length, 1, 'once');
  t.same(await leftOf(roleId), { 'meals 2026-11': 4000, 'meals 2026-12': 3000 });
  const [reversal] = await core.asOwner<{ id: string }>(
    'select id from core.money_fact where reverses_id = $1',
    [id],
  );
  t.same(await sharesOf(core, reversal?.id ?? ''), {
    holder: -150,
    hr: -700,
    lier: 0,
    restaurant: 0,
  });
  t.match(
    await core.asOwner(
      'select amount, remaining from core.allowance_use where money_fact_id = $1',
      [reversal?.id],
    ),
    [{ amount: -250, remaining: 4000 }],
  );
  t.match(
    await core.asOwner(
      `select count(*)::int as times from core.outbox
        where subject_id = $1 and kind = 'passholder.changed'`,
      [passholderId],
    ),
    [{ times: 6 }],
    'the badge and the use once; the sale and its end also for the allowance',
  );
  t.match(await core.asOwner('select version from core.passholder where id = $1', [passholderId]), [
    { version: 5 },
  ]);
});

t.test('what changes between the decision and the count is decided on again', async (t) => {
  const { number, passholderId, roleId, seenId } = await addStaff();
  const order = await orderAt(restaurant, [number, meal], [{ roleId: seenId, cents: 250 }]);
  const other = new Client({ connectionString: core.ownerUrl });
  await other.connect();
  await other.query('begin');
  await other.query('select from core.passholder where id = $1 for update', [passholderId]);

  const sale = problemOf(sell(core, restaurant, { tickets: [order] }));
  await untilWaiting(core);
  await other.query("update core.role set valid_until = '2026-11-19' where id = $1", [roleId]);
  await other.query('commit');
  await other.end();

  t.match(await sale, { problem: 'use-refused', reason: { code: 'voordeel' } });
});

t.test('cash is rounded on what the holder still pays', async (t) => {
  const { number, seenId } = await addStaff();
  const order = await orderAt(restaurant, [number, meal], [{ roleId: seenId, cents: 247 }]);
  await sell(core, restaurant, { tickets: [order], means: 'cash' });

  t.match(
    await core.asOwner("select price_cents from core.money_fact where kind = 'cash-rounding'"),
    [{ price_cents: 2 }],
  );
});

t.test('the books and the counts are proved', async (t) => {
  t.same(
    (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0),
    [],
  );
});
