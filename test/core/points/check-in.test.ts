import { randomUUID } from 'node:crypto';
import t from 'tap';
import { Problem } from '../../../core/contract/problem.ts';
import { refusalOf } from '../../../core/database/refusal.ts';
import type { CommandKey } from '../../../core/http/idempotency.ts';
import { createEvent, type NewEvent } from '../../../core/events/create-event.ts';
import { checkIn as saveCheckIn } from '../../../core/points/check-in.ts';
import { deleteCheckIn } from '../../../core/points/delete-check-in.ts';
import { checkInStatus } from '../../../core/points/check-in-status.ts';
import { listCheckIns } from '../../../core/points/list-check-ins.ts';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

const ALWAYS: NewEvent = {
  title: 'Voorleesuurtje',
  regularPriceCents: 0,
  placeId: null,
  calendar: { type: 'PERMANENT' },
  earnsPoints: true,
  points: 1,
  limit: null,
  marginMinutes: 60,
};

const checkIn = async (...asked: Parameters<typeof saveCheckIn>) =>
  (await saveCheckIn(...asked)).saved;

/** The name of the problem or refusal that a promise ends in. */
async function refusalIn(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'nothing';
  } catch (error) {
    if (error instanceof Problem) return error.definition.name;
    return refusalOf(error)?.name ?? String(error);
  }
}

t.test('check-ins', async (t) => {
  const core = await openTestCore(t, testInstallation());
  const desk = testCaller(core);
  const make = (event: Partial<NewEvent>) =>
    createEvent(core, desk, { event: { ...ALWAYS, ...event }, command: NO_KEY });
  const balanceOf = async (passholderId: string): Promise<number> => {
    const [account] = await core.asOwner<{ balance: number }>(
      'select balance from core.points_account where passholder_id = $1',
      [passholderId],
    );
    return account?.balance ?? -1;
  };

  await t.test('a check-in earns the points of the event', async (t) => {
    const { passholderId } = await addHolder(core, { number: '0912345678903' });
    const event = await make({ points: 3 });

    const saved = await checkIn(core, desk, {
      card: '0912 3456 78903',
      eventId: event.id,
      command: NO_KEY,
    });

    t.match(saved, { points: 3, balance: 3, passholderId, cardNumber: '0912345678903' });
    t.equal(await balanceOf(passholderId), 3);
    const listed = await listCheckIns(core, desk, {
      passholderId,
      organizerIds: [organizerId('lier', 'library')],
      eventTitle: 'voorlees',
      start: 0,
      limit: 10,
    });
    t.match(listed, { totalItems: 1, member: [{ id: saved.checkInId, points: 3 }] });
  });

  await t.test('sixty-four check-ins at once never pass the limit of the event', async (t) => {
    const { passholderId } = await addHolder(core, { number: '0912345678911' });
    const event = await make({ limit: { volume: 2, period: 'DAY' } });

    const all = await Promise.all(
      Array.from({ length: 64 }, () =>
        refusalIn(
          checkIn(core, desk, { card: '0912345678911', eventId: event.id, command: NO_KEY }),
        ),
      ),
    );

    t.equal(all.filter((name) => name === 'nothing').length, 2);
    t.equal(all.filter((name) => name === 'checkin-not-allowed').length, 62);
    t.equal(await balanceOf(passholderId), 2);
    const status = await checkInStatus(core, desk, { card: '0912345678911', eventId: event.id });
    t.match(status, { allowed: false, endUserMessage: { nl: /hoogste aantal/ } });
  });

  await t.test('refusals among check-ins of one moment harm no other', async (t) => {
    const cards = ['0912345679000', '0912345679018', '0912345679026', '0912345679034'];
    const holders = [];
    for (const number of cards) holders.push(await addHolder(core, { number }));
    const event = await make({ limit: { volume: 1, period: 'DAY' } });
    const key = { key: randomUUID(), hash: 'a' };
    // Two commands with one key, two taps of one card, and a card that nobody has.
    const asked = [
      ...cards.map((card) => ({ card, command: NO_KEY })),
      { card: cards[0] ?? '', command: NO_KEY },
      { card: '0912345679999', command: NO_KEY },
      { card: cards[1] ?? '', command: { ...key, hash: 'b' } },
      { card: cards[1] ?? '', command: key },
    ];
    // Once the event is known, they come in their order: the first alone, the others together.
    await checkIn(core, desk, { card: '0912345678911', eventId: event.id, command: NO_KEY });

    const outcomes = await Promise.all(
      asked.map((tap) => refusalIn(checkIn(core, desk, { ...tap, eventId: event.id }))),
    );

    t.strictSame(outcomes.slice(0, 4), ['nothing', 'nothing', 'nothing', 'nothing']);
    t.strictSame(outcomes.slice(4), [
      'checkin-not-allowed',
      'pass-not-found',
      'checkin-not-allowed',
      'checkin-not-allowed',
    ]);
    for (const { passholderId } of holders) t.equal(await balanceOf(passholderId), 1);
    const kept = await core.asOwner('select 1 from core.command where key = $1', [key.key]);
    t.strictSame(kept, [], 'a refusal keeps no key');
  });

  await t.test(
    'of one card, each check-in of a moment tells the points right after it',
    async (t) => {
      const { passholderId } = await addHolder(core, { number: '0912345679059' });
      const event = await make({ points: 2 });
      const ask = () =>
        checkIn(core, desk, { card: '0912345679059', eventId: event.id, command: NO_KEY });
      await ask();

      const saved = await Promise.all([ask(), ask(), ask(), ask()]);

      t.same(
        saved.map(({ balance }) => balance).toSorted((a, b) => a - b),
        [4, 6, 8, 10],
      );
      t.equal(await balanceOf(passholderId), 10);
    },
  );

  await t.test('one key for two cards at once is one check-in, and a refusal', async (t) => {
    const cards = ['0912345679067', '0912345679075'];
    for (const number of cards) await addHolder(core, { number });
    const event = await make({});
    const key = randomUUID();
    await checkIn(core, desk, { card: '0912345679067', eventId: event.id, command: NO_KEY });

    const outcomes = await Promise.all(
      cards.map((card) =>
        refusalIn(checkIn(core, desk, { card, eventId: event.id, command: { key, hash: card } })),
      ),
    );

    t.same(outcomes.toSorted(), ['idempotency-key-reused', 'nothing']);
  });

  await t.test('the same command sixty-four times is one check-in, for ever', async (t) => {
    const { passholderId } = await addHolder(core, { number: '0912345678929' });
    const event = await make({ limit: { volume: 1, period: 'DAY' } });
    const command = { key: randomUUID(), hash: 'a' };
    const ask = () => checkIn(core, desk, { card: '0912345678929', eventId: event.id, command });

    const all = await Promise.all(Array.from({ length: 64 }, ask));

    t.equal(new Set(all.map((saved) => saved.checkInId)).size, 1);
    t.equal(await balanceOf(passholderId), 1);
    const other = { ...command, hash: 'b' };
    t.equal(
      await refusalIn(
        checkIn(core, desk, { card: '0912345678929', eventId: event.id, command: other }),
      ),
      'idempotency-key-reused',
    );
  });

  await t.test('a key holds also when the event is over by then', async (t) => {
    await addHolder(core, { number: '0912345678937' });
    const dates = [{ day: '2026-11-20', opens: '09:00', closes: '11:00' }];
    const event = await make({ calendar: { type: 'DATES', dates } });
    const command = { key: randomUUID(), hash: 'a' };
    const ask = (key: CommandKey) =>
      checkIn(core, desk, { card: '0912345678937', eventId: event.id, command: key });
    const first = await ask(command);

    core.setNow('2026-11-20T13:00:00+01:00');
    t.teardown(() => core.setNow('2026-11-20T10:00:00+01:00'));

    t.same(await ask(command), first);
    t.equal(await refusalIn(ask(NO_KEY)), 'checkin-not-allowed');
  });

  await t.test(
    "the status at another organizer's event is not told: it would say who came",
    async (t) => {
      await addHolder(core, { number: '0912345679042' });
      const event = await make({ limit: { volume: 1, period: 'ABSOLUTE' } });
      const asked = { card: '0912345679042', eventId: event.id };
      await checkIn(core, desk, { ...asked, command: NO_KEY });

      t.match(await checkInStatus(core, desk, asked), { allowed: false });
      const elsewhere = checkInStatus(core, testCaller(core, 'restaurant'), asked);
      t.equal(await refusalIn(elsewhere), 'forbidden');
    },
  );

  await t.test('a deleted check-in gives its points back once', async (t) => {
    const { passholderId } = await addHolder(core, { number: '0912345678945' });
    const event = await make({});
    const { checkInId } = await checkIn(core, desk, {
      card: '0912345678945',
      eventId: event.id,
      command: NO_KEY,
    });

    const all = await Promise.all(
      Array.from({ length: 8 }, () =>
        refusalIn(deleteCheckIn(core, desk, { id: checkInId, command: NO_KEY })),
      ),
    );

    t.equal(all.filter((name) => name === 'nothing').length, 1);
    t.equal(await balanceOf(passholderId), 0);
  });

  await t.test('points that were spent cannot be taken back', async (t) => {
    const { passholderId } = await addHolder(core, { number: '0912345678952' });
    const event = await make({});
    const { checkInId } = await checkIn(core, desk, {
      card: '0912345678952',
      eventId: event.id,
      command: NO_KEY,
    });
    await core.asOwner('update core.points_account set balance = 0 where passholder_id = $1', [
      passholderId,
    ]);

    t.equal(
      await refusalIn(deleteCheckIn(core, desk, { id: checkInId, command: NO_KEY })),
      'points-already-spent',
    );
    t.equal(await balanceOf(passholderId), 0);
  });

  await t.test('only who acts for the organizer of the event deletes its check-ins', async (t) => {
    await addHolder(core, { number: '0912345678960' });
    const event = await make({});
    const { checkInId } = await checkIn(core, desk, {
      card: '0912345678960',
      eventId: event.id,
      command: NO_KEY,
    });

    const sport = testCaller(core, 'sport');
    t.equal(
      await refusalIn(deleteCheckIn(core, sport, { id: checkInId, command: NO_KEY })),
      'checkin-not-found',
    );
    const ask = { card: '0912345678960', eventId: event.id, command: NO_KEY };
    t.equal(await refusalIn(checkIn(core, sport, ask)), 'forbidden');
  });

  await t.test('a blocked pass, an unknown pass and an unknown event save nothing', async (t) => {
    await addHolder(core, { number: '0912345678978', cardStatus: 'BLOCKED' });
    const event = await make({});
    const ask = (card: string, eventId: string) =>
      refusalIn(checkIn(core, desk, { card, eventId, command: NO_KEY }));

    t.equal(await ask('0912345678978', event.id), 'invalid-card-status');
    t.equal(await ask('0000000000000', event.id), 'pass-not-found');
    t.equal(await ask('0912345678978', randomUUID()), 'event-not-found');
  });

  await t.test('another town sees neither the event nor the pass', async (t) => {
    await addHolder(core, { number: '0912345678986' });
    const event = await make({});
    const mechelen = testCaller(core, 'library', { municipality: 'mechelen' });

    const ask = checkIn(core, mechelen, {
      card: '0912345678986',
      eventId: event.id,
      command: NO_KEY,
    });
    t.equal(await refusalIn(ask), 'event-not-found');
  });

  await t.test('an event that changed meanwhile is decided on again', async (t) => {
    await addHolder(core, { number: '0912345678994' });
    const event = await make({ points: 1 });
    await checkIn(core, desk, { card: '0912345678994', eventId: event.id, command: NO_KEY });
    await core.asOwner('update core.event set points = 5, version = version + 1 where id = $1', [
      event.id,
    ]);

    const saved = await checkIn(core, desk, {
      card: '0912345678994',
      eventId: event.id,
      command: NO_KEY,
    });
    t.equal(saved.points, 5);
  });
});
