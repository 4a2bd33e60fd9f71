import t from 'tap';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';
import { addEvent, newKey, orderOf, refusalIn, rowCounts, sell } from './ticket-desk.ts';

t.test('selling by a command that is sent again', async (t) => {
  const core = await openTestCore(t, testInstallation());
  const desk = testCaller(core, 'library');
  const play = await addEvent(core, 'cultural-centre');
  const social = await addBuyer('0912345678903', { status: 'ACTIVE', endDate: null });
  const regular = await addBuyer('0912345678911');

  async function addBuyer(card: string, status?: { status: 'ACTIVE'; endDate: null }) {
    await addHolder(core, { number: card, ...(status && { social: status }) });
    return orderOf(core, desk, { card, eventId: play });
  }

  await t.test('the same command sixty-four times sells once', async (t) => {
    const command = newKey();
    const before = await rowCounts(core);
    const all = await Promise.all(
      Array.from({ length: 64 }, () => sell(core, desk, { tickets: [social, regular], command })),
    );

    const after = await rowCounts(core);
    t.equal((after['ticket_sale'] ?? 0) - (before['ticket_sale'] ?? 0), 2);
    for (const sold of all) t.same(sold, all[0]);
    const other = { ...command, hash: 'other content' };
    t.match(await refusalIn(sell(core, desk, { tickets: [regular], command: other })), {
      name: 'idempotency-key-reused',
    });
  });

  await t.test('a key holds for ever, whatever became of pass, tariff and event', async (t) => {
    const order = await addBuyer('0912345678986');
    const command = newKey();
    const first = await sell(core, desk, { tickets: [order, social], command });

    t.teardown(() => core.setNow('2026-11-20T10:00:00+01:00'));
    core.setNow('2027-11-20T10:00:00+01:00');
    await core.asOwner("update core.card set status = 'BLOCKED' where number = $1", [order.card]);

    t.same(await sell(core, desk, { tickets: [order, social], command }), first);
    t.match(await refusalIn(sell(core, desk, { tickets: [order, social] })), {
      name: 'tariff-expired',
    });
  });

  await t.test('a key of a sale that was erased sells nothing again', async (t) => {
    const command = newKey();
    const [sold] = await sell(core, desk, { tickets: [regular], command });
    await core.asOwner('delete from core.ticket_sale where id = $1', [sold?.id]);
    const before = await rowCounts(core);

    t.match(await refusalIn(sell(core, desk, { tickets: [regular], command })), {
      name: 'fact-erased',
    });
    t.same(await rowCounts(core), before);
  });
});
