import t from 'tap';
import { MONEY_LAWS } from '../../../core/verify/money-laws.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { addHolder, openTestCore, type TestHolder } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import {
  addEvent,
  newKey,
  orderOf,
  refusalIn,
  rowCounts,
  sell,
  townsWhere,
} from './ticket-desk.ts';

const SOCIAL = { status: 'ACTIVE', endDate: null } as const;
type Sale = Parameters<typeof sell>[2];

t.test('sales that come at the same time', async (t) => {
  const core = await openTestCore(t, townsWhere());
  const desk = testCaller(core, 'library');
  const play = await addEvent(core, 'cultural-centre');
  const full = await addEvent(core, 'cultural-centre');
  const outside = await addEvent(core, 'cultural-centre', { regularPriceCents: 1003 });

  const buyer = async (holder: TestHolder, eventId = play) => {
    await addHolder(core, holder);
    return orderOf(core, desk, { card: holder.number, eventId });
  };
  const rich = await buyer({ number: '0912345678911' });
  const poor = await buyer({ number: '0912345678903', social: SOCIAL });
  const neighbour = await buyer({ number: '0912345678929', residence: 'nijlen', social: SOCIAL });
  const lost = await buyer({ number: '0912345678937' });
  const counted = await orderOf(core, desk, { card: rich.card, eventId: full });
  const gone = await orderOf(core, desk, { card: rich.card, eventId: outside });
  await core.asOwner("update core.card set status = 'BLOCKED' where number = $1", [lost.card]);
  // This process knows the events as they were before they were changed elsewhere.
  await sell(core, desk, { tickets: [counted, gone] });
  await core.asOwner(
    "update core.event set ticket_limit_volume = 2, ticket_limit_period = 'DAY' where id = $1",
    [full],
  );
  await core.asOwner('update core.event set is_in_card_system = false where id = $1', [outside]);

  /** What came of it: what each card paid, or the refusal. */
  const outcomeOf = async (sale: Sale): Promise<unknown> => {
    const selling = sell(core, desk, sale);
    const refusal = await refusalIn(selling);
    if (refusal.name !== 'nothing') return refusal;
    return (await selling).map(({ cardNumber, paidCents }) => ({ cardNumber, paidCents }));
  };
  const key = newKey();
  const sales: readonly Sale[] = [
    { tickets: [rich] },
    { tickets: [poor, rich, poor] },
    { tickets: [lost] },
    { tickets: [neighbour], means: 'cash' },
    { tickets: [poor, lost, neighbour] },
    { tickets: [{ ...rich, card: '0999999999999' }] },
    { tickets: [counted] },
    { tickets: [gone] },
    { tickets: [{ ...poor, card: rich.card }] },
    { tickets: [poor], command: key },
    { tickets: [neighbour], command: { ...key, hash: 'other content' } },
    { tickets: [rich, neighbour] },
  ];
  /** In how many transactions the money of some work was written, and how many rows it added. */
  const writtenBy = async (work: () => Promise<unknown>) => {
    const before = await rowCounts(core);
    const [clock] = await core.asOwner<{ now: string }>('select clock_timestamp()::text as now');
    await work();
    const after = await rowCounts(core);
    const [row] = await core.asOwner<{ transactions: number }>(
      `select count(distinct recorded_at)::int as transactions from core.money_fact
        where recorded_at > $1`,
      [clock?.now],
    );
    const rows = Object.entries(after).map(([table, n]) => [table, n - (before[table] ?? 0)]);
    return { transactions: row?.transactions ?? 0, ...Object.fromEntries(rows) };
  };

  await t.test('come to what they come to one after the other', async (t) => {
    const alone: unknown[] = [];
    const writtenAlone = await writtenBy(async () => {
      for (const sale of sales) alone.push(await outcomeOf(sale));
    });
    t.match(alone, [
      [{ cardNumber: rich.card, paidCents: 1000 }],
      [{ paidCents: 200 }, { paidCents: 1000 }, { paidCents: 200 }],
      { name: 'invalid-card-status', at: '/0' },
      [{ cardNumber: neighbour.card, paidCents: 200 }],
      { name: 'invalid-card-status', at: '/1' },
      { name: 'invalid-uitpasnumber', at: '/0' },
      [{ paidCents: 1000 }],
      { name: 'passholder-no-active-cardsystems', at: '/0' },
      { name: 'tariff-invalid', at: '/0' },
      [{ paidCents: 200 }],
      { name: 'idempotency-key-reused' },
      [{ paidCents: 1000 }, { paidCents: 200 }],
    ]);

    await core.asOwner('delete from core.command');
    // What is counted is full by now, for the one as for the others.
    alone[6] = await outcomeOf({ tickets: [counted] });
    t.match(alone[6], { name: 'maximum-reached', at: '/0' });
    const together: unknown[] = [];
    const written = await writtenBy(async () => {
      together.push(...(await Promise.all(sales.map(outcomeOf))));
    });
    t.strictSame(together, alone);
    t.match(written, {
      ticket_sale: writtenAlone['ticket_sale'] - 1,
      entry: writtenAlone['entry'] - 2,
      command: 1,
    });
    const { transactions } = written;
    t.ok(transactions === 1 || transactions === 2, 'with each other, however they come in');
    t.equal(writtenAlone['transactions'], 6, 'one after the other, one for each that was sold');
    t.same(await outcomeOf({ tickets: [poor], command: key }), alone[9], 'the key is kept');
    const astray = await core.asOwner(
      `select s.card_number from core.ticket_sale s
        where s.client_id <> $1 or s.passholder_id <> (
          select c.passholder_id from core.card c where c.number = s.card_number)`,
      [desk.clientId],
    );
    t.same(astray, [], 'each is of the card and of the desk that it was sold to and by');
  });

  await t.test('of which the database fails one: only that one fails', async (t) => {
    await core.asOwner(
      "alter table core.ticket_sale add check (regular_price_label <> 'broken') not valid",
    );
    const broken = { ...rich, regularPriceLabel: 'broken' };
    const tried = [rich, poor, broken, neighbour].map((order) => outcomeOf({ tickets: [order] }));

    t.match(await Promise.all(tried), [
      [{ cardNumber: rich.card }],
      [{ cardNumber: poor.card }],
      { name: /violates check constraint/ },
      [{ cardNumber: neighbour.card }],
    ]);
  });

  await t.test('of one key sell once, however many groups they come in', async (t) => {
    const command = newKey();
    const written = await writtenBy(() =>
      Promise.all(
        Array.from({ length: 80 }, (_, n) =>
          sell(core, desk, { tickets: [poor], ...(n % 2 === 0 && { command }) }),
        ),
      ),
    );
    t.match(written, { ticket_sale: 41, command: 1 });
  });

  await t.test('after all of it, the books are right', async (t) => {
    const verified = await verifyInstallation(core);
    const ofMoney = new Set(MONEY_LAWS.map(({ name }) => name));
    t.same(
      verified.filter(({ law, wrong }) => ofMoney.has(law) && wrong > 0),
      [],
    );
  });
});
