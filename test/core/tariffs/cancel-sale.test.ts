import { randomUUID } from 'node:crypto';
import t from 'tap';
import { cancelSale } from '../../../core/tariffs/cancel-sale.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import {
  addEvent,
  entriesOf,
  newKey,
  orderOf,
  refusalIn,
  rowCounts,
  sell,
  sharesOf,
  townsWhere,
} from './ticket-desk.ts';

const NUMBER = '0912345678903';

t.test('cancelling ticket sales', async (t) => {
  const core = await openTestCore(t, townsWhere({}));
  const library = testCaller(core, 'library');
  const centre = testCaller(core, 'cultural-centre');
  const sport = testCaller(core, 'sport');
  const play = await addEvent(core, 'cultural-centre');
  const social = { status: 'ACTIVE', endDate: null } as const;
  await addHolder(core, { number: NUMBER, residence: 'nijlen', social });
  const order = await orderOf(core, library, { card: NUMBER, eventId: play });
  const sellOne = async (): Promise<string> => {
    const [sold] = await sell(core, library, { tickets: [order] });
    return sold?.id ?? '';
  };
  const reversalOf = async (sale: string): Promise<string> => {
    const [row] = await core.asOwner<{ id: string }>(
      'select id from core.money_fact where reverses_id = $1',
      [sale],
    );
    return row?.id ?? '';
  };

  await t.test('vector 4: the centre gives back what the library took, next month', async (t) => {
    t.teardown(() => core.setNow('2026-11-20T10:00:00+01:00'));
    const id = await sellOne();
    core.setNow('2026-12-01T00:30:00+01:00');
    await cancelSale(core, centre, { id, command: NO_KEY });
    const reversal = await reversalOf(id);

    t.same(await sharesOf(core, reversal), {
      holder: -200,
      nijlen: -400,
      'cultural-centre': -400,
    });
    t.same(await entriesOf(core, [reversal]), [
      'library>cultural-centre -200 collection',
      'nijlen>cultural-centre -400 funding',
      'library>cultural-centre 200 refund',
    ]);
    const [row] = await core.asOwner(
      `select f.kind, f.price_cents, s.cancelled_at is not null as cancelled,
              (select distinct month::text from core.entry e where e.money_fact_id = f.id) as month,
              (select count(*)::int from core.outbox x
                where x.subject_id = s.passholder_id) as announced
         from core.money_fact f join core.ticket_sale s on s.id = f.reverses_id where f.id = $1`,
      [reversal],
    );
    t.same(row, {
      kind: 'reversal',
      price_cents: -1000,
      cancelled: true,
      month: '2026-12-01',
      announced: 2,
    });
  });

  await t.test('who took the money gives it back without owing anybody', async (t) => {
    const id = await sellOne();
    await cancelSale(core, library, { id, command: NO_KEY });

    t.same(await entriesOf(core, [await reversalOf(id)]), [
      'library>cultural-centre -200 collection',
      'nijlen>cultural-centre -400 funding',
    ]);
  });

  await t.test('of sixty-four that cancel at once, one does', async (t) => {
    const id = await sellOne();
    const before = await rowCounts(core);
    const all = await Promise.all(
      Array.from({ length: 64 }, () =>
        refusalIn(cancelSale(core, library, { id, command: NO_KEY })),
      ),
    );

    const names = all.map(({ name }) => name);
    t.equal(names.filter((name) => name === 'nothing').length, 1);
    t.equal(names.filter((name) => name === 'ticket-sale-not-found').length, 63);
    const after = await rowCounts(core);
    t.equal(after['money_fact'], (before['money_fact'] ?? 0) + 1);
    t.equal(after['outbox'], (before['outbox'] ?? 0) + 1);
  });

  await t.test('neither seller nor organizer of the event: the sale does not exist', async (t) => {
    const id = await sellOne();
    const nowhere = testCaller(core, 'library', { municipality: 'mechelen' });

    for (const caller of [sport, nowhere]) {
      t.match(await refusalIn(cancelSale(core, caller, { id, command: NO_KEY })), {
        name: 'ticket-sale-not-found',
      });
    }
    const unknown = cancelSale(core, library, { id: randomUUID(), command: NO_KEY });
    t.match(await refusalIn(unknown), { name: 'ticket-sale-not-found' });
    t.equal(await reversalOf(id), '');
  });

  await t.test('the same command cancels once and says so each time', async (t) => {
    const id = await sellOne();
    const command = newKey();
    const all = await Promise.all(
      Array.from({ length: 16 }, () => refusalIn(cancelSale(core, library, { id, command }))),
    );

    t.ok(all.every(({ name }) => name === 'nothing'));
    await cancelSale(core, library, { id, command });
    t.match(await refusalIn(cancelSale(core, library, { id, command: newKey() })), {
      name: 'ticket-sale-not-found',
    });
    t.match(
      await refusalIn(cancelSale(core, library, { id, command: { ...command, hash: 'other' } })),
      { name: 'idempotency-key-reused' },
    );
  });

  await t.test('cash that is given back is rounded as cash that is taken', async (t) => {
    const game = await addEvent(core, 'cultural-centre', { regularPriceCents: 1015 });
    const odd = await orderOf(core, library, { card: NUMBER, eventId: game });
    const [sold] = await sell(core, library, { tickets: [odd], means: 'cash' });
    await cancelSale(core, library, { id: sold?.id ?? '', means: 'cash', command: NO_KEY });

    const rounding = await core.asOwner<{ price_cents: number; holders: number }>(
      `select price_cents, count(passholder_id)::int as holders from core.money_fact
        where kind = 'cash-rounding' group by price_cents order by 1`,
    );
    t.equal(sold?.paidCents, 203);
    t.same(rounding, [
      { price_cents: -2, holders: 1 },
      { price_cents: 2, holders: 1 },
    ]);
  });
});
