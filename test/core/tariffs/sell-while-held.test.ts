import t from 'tap';
import { eraseHolder } from '../../../core/persons/erase-holder.ts';
import { readEvent } from '../../../core/events/known-events.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { holdRows, untilWaiting } from '../../fixtures/until-waiting.ts';
import { saveCheckIn } from '../../../core/points/save-check-in.ts';
import { addEvent, newKey, orderOf, refusalIn, sell, townsWhere } from './ticket-desk.ts';

/** What whoever writes a sale or erases somebody does last. */
const LAST = 'lock table core.outbox in share mode';

t.test('sales while somebody else is at work', async (t) => {
  const core = await openTestCore(t, townsWhere());
  const desk = testCaller(core, 'library');
  const play = await addEvent(core, 'cultural-centre');
  let last = 0;

  async function buyer(eventId = play) {
    last += 1;
    const number = `09123456${String(last).padStart(5, '0')}`;
    const { passholderId } = await addHolder(core, { number });
    return { passholderId, order: await orderOf(core, desk, { card: number, eventId }) };
  }
  const erase = (passholderId: string): Promise<void> =>
    eraseHolder(core, desk, { passholderId, command: null });
  const cardNumbers = async (passholderId: string): Promise<string[]> => {
    const rows = await core.asOwner<{ number: string }>(
      'select card_number as number from core.ticket_sale where passholder_id = $1',
      [passholderId],
    );
    return rows.map(({ number }) => number);
  };
  const limit = async (eventId: string): Promise<void> => {
    await core.asOwner(
      "update core.event set ticket_limit_volume = 1, ticket_limit_period = 'DAY' where id = $1",
      [eventId],
    );
  };

  await t.test('one that has to wait for its holder keeps no other waiting', async (t) => {
    const counted = await addEvent(core, 'cultural-centre');
    const [busy, one, other] = [await buyer(counted), await buyer(), await buyer()];
    await readEvent(core, { cardSystemId: 1, id: counted });
    await limit(counted);
    const held = await holdRows(
      core,
      'select from core.passholder where id = $1 for no key update',
      [busy.passholderId],
    );

    const waiting = [1, 2].map(() => refusalIn(sell(core, desk, { tickets: [busy.order] })));
    await untilWaiting(core);
    for (const { order } of [one, other, one]) {
      t.match(await sell(core, desk, { tickets: [order] }), [{ cardNumber: order.card }]);
    }
    await held.letGo();

    const names = (await Promise.all(waiting)).map(({ name }) => name);
    t.same(names.toSorted(), ['maximum-reached', 'nothing']);
  });

  await t.test('one whose key is in use elsewhere keeps no other waiting', async (t) => {
    const [busy, other] = [await buyer(), await buyer()];
    const command = newKey();
    const held = await holdRows(
      core,
      "select core.begin_command(1, $1, 'content', 'ticket-sale', gen_random_uuid())",
      [command.key],
    );

    const waiting = sell(core, desk, { tickets: [busy.order], command });
    await untilWaiting(core);
    t.match(await sell(core, desk, { tickets: [other.order] }), [{ cardNumber: other.order.card }]);
    await held.letGo();

    t.match(await waiting, [{ cardNumber: busy.order.card }], 'it was given up there');
    t.match(await sell(core, desk, { tickets: [busy.order], command }), await waiting);
    t.equal((await cardNumbers(busy.passholderId)).length, 1);
  });

  await t.test('who is erased while a sale is written leaves no number in it', async (t) => {
    const [gone, stays] = [await buyer(), await buyer()];
    const command = newKey();
    const held = await holdRows(core, LAST);

    const sales = [gone.order, stays.order].map((order) =>
      sell(core, desk, { tickets: [order], command: order === gone.order ? command : newKey() }),
    );
    await untilWaiting(core);
    const erased = erase(gone.passholderId);
    await untilWaiting(core, 2);
    await held.letGo();

    await Promise.all([...sales, erased]);
    t.same(await cardNumbers(gone.passholderId), ['']);
    t.same(await cardNumbers(stays.passholderId), [stays.order.card]);
    t.match(await refusalIn(sell(core, desk, { tickets: [gone.order], command })), {
      name: 'fact-erased',
    });
  });

  await t.test('a sale and a check-in find who is being erased gone', async (t) => {
    const { passholderId, order } = await buyer();
    // What erasing comes to after it has emptied what was sold.
    const held = await holdRows(core, 'lock table core.social_status in share mode');

    const erased = erase(passholderId);
    await untilWaiting(core);
    const refused = [
      refusalIn(sell(core, desk, { tickets: [order] })),
      refusalIn(
        saveCheckIn(core, 1, {
          asked: order.card,
          eventId: play,
          eventVersion: 1,
          points: 1,
          volume: null,
          windowFrom: '1000-01-01',
          windowTo: '9999-12-31',
          moment: new Date(core.now()).toISOString(),
          client: desk.clientId,
          resolvesDiscreet: false,
          newId: passholderId,
          commandKey: null,
          commandHash: '',
          expiries: null,
        }),
      ),
    ];
    await Promise.race([Promise.all(refused), untilWaiting(core, 3)]);
    await held.letGo();

    await erased;
    const names = (await Promise.all(refused)).map(({ name }) => name);
    t.same(names, ['invalid-card-status', 'pass-not-found']);
    t.same(await cardNumbers(passholderId), []);
    const [row] = await core.asOwner('select count(*)::int as check_ins from core.check_in');
    t.same(row, { check_ins: 0 });
  });

  await t.test('what is being sold counts for a limit that is set meanwhile', async (t) => {
    const [counted, slow] = [
      await addEvent(core, 'cultural-centre'),
      await addEvent(core, 'cultural-centre'),
    ];
    const { passholderId, order } = await buyer(counted);
    const beside = await orderOf(core, desk, { card: order.card, eventId: slow });
    await readEvent(core, { cardSystemId: 1, id: counted });
    // A sale refers to its event when it is written: this one then waits.
    const held = await holdRows(core, 'select from core.event where id = $1 for update', [slow]);

    const first = sell(core, desk, { tickets: [order, beside] });
    await untilWaiting(core);
    await limit(counted);
    await readEvent(core, { cardSystemId: 1, id: counted, isStale: true });
    const second = refusalIn(sell(core, desk, { tickets: [order] }));
    await Promise.race([second, untilWaiting(core, 2)]);
    await held.letGo();

    t.match(await first, [{ cardNumber: order.card }, { cardNumber: order.card }]);
    t.match(await second, { name: 'maximum-reached' });
    t.equal((await cardNumbers(passholderId)).length, 2);
  });
});
