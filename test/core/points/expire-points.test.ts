import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { addToDay, startOfDay } from '../../../core/contract/period.ts';
import { createEvent } from '../../../core/events/create-event.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import { makePassNumber } from '../../../core/passes/pass-number.ts';
import { checkIn } from '../../../core/points/check-in.ts';
import { deleteCheckIn } from '../../../core/points/delete-check-in.ts';
import { expirePoints } from '../../../core/points/expire-points.ts';
import { addHolder, openTestCore, type TestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';

const CARD_SYSTEM = 1;
const FIRST_DAY = '2025-01-01';

/** Points last twelve months in Lier, and for ever in Nijlen, on the same card. */
const towns = new Installation([
  activeMunicipality(townConfig('lier', CARD_SYSTEM, { points: { expireAfterMonths: 12 } })),
  activeMunicipality(townConfig('nijlen', CARD_SYSTEM, { postalCodes: ['2560'] })),
]);

t.test('points expire', async (t) => {
  const core = await openTestCore(t, towns);
  const { id: eventId } = await createEvent(core, testCaller(core), {
    event: {
      title: 'Voorleesuurtje',
      regularPriceCents: 0,
      placeId: null,
      calendar: { type: 'PERMANENT' },
      earnsPoints: true,
      points: 1,
      limit: null,
      marginMinutes: 0,
    },
    command: NO_KEY,
  });
  let passes = 0;
  const makeHolder = async (municipality = 'lier') => {
    passes += 1;
    const number = makePassNumber(String(passes).padStart(12, '0'));
    const { passholderId } = await addHolder(core, { number, municipality });
    return { number, passholderId };
  };
  const earnOn = async (day: string, number: string, points = 1): Promise<string> => {
    core.setNow(`${day}T12:00:00+01:00`);
    let last = '';
    for (let point = 0; point < points; point += 1) {
      const asked = { card: number, eventId, command: NO_KEY };
      last = (await checkIn(core, testCaller(core), asked)).saved.checkInId;
    }
    return last;
  };
  const expireOn = async (day: string): Promise<void> => {
    core.setNow(`${day}T04:00:00+01:00`);
    await expirePoints(core, CARD_SYSTEM);
  };

  await t.test('points last until the same day of the month, and no longer', async (t) => {
    const { number, passholderId } = await makeHolder();
    await earnOn('2025-11-20', number, 3);

    await expireOn('2026-11-20');
    t.equal(await balanceOf(core, passholderId), 3);

    await expireOn('2026-11-21');
    t.equal(await balanceOf(core, passholderId), 0);
    t.same(await expiriesOf(core, passholderId), [3]);
  });

  await t.test('they do not expire where the municipality does not say so', async (t) => {
    const { number, passholderId } = await makeHolder('nijlen');
    await earnOn('2020-01-01', number, 2);

    await expireOn('2026-11-21');

    t.equal(await balanceOf(core, passholderId), 2);
  });

  await t.test('what was spent came off the oldest points', async (t) => {
    const { number, passholderId } = await makeHolder();
    await earnOn('2025-01-10', number, 5);
    await earnOn('2026-06-01', number, 4);
    await redeem(core, passholderId, 3);

    await expireOn('2026-11-21');

    t.equal(await balanceOf(core, passholderId), 4);
    t.same(await expiriesOf(core, passholderId), [2]);
  });

  await t.test('a check-in that was taken back counts on neither side', async (t) => {
    const { number, passholderId } = await makeHolder();
    await earnOn('2025-01-10', number, 5);
    for (const day of ['2025-01-11', '2026-06-01']) {
      const wrong = await earnOn(day, number);
      await deleteCheckIn(core, testCaller(core), { id: wrong, command: NO_KEY });
    }

    await expireOn('2026-11-21');

    t.equal(await balanceOf(core, passholderId), 0);
    t.same(await expiriesOf(core, passholderId), [5]);
  });

  await t.test('run twice, and by ten at once, it does the same as once', async (t) => {
    const holders = await Promise.all(Array.from({ length: 20 }, () => makeHolder()));
    for (const { number } of holders) await earnOn('2025-01-10', number, 2);
    core.setNow('2026-11-21T04:00:00+01:00');

    await Promise.all(Array.from({ length: 10 }, () => expirePoints(core, CARD_SYSTEM)));
    await expirePoints(core, CARD_SYSTEM);

    for (const { passholderId } of holders) {
      t.equal(await balanceOf(core, passholderId), 0);
      t.same(await expiriesOf(core, passholderId), [2]);
    }
  });

  await t.test('whatever was earned and spent, the oldest unspent points expire', async (t) => {
    const acts = fc.array(
      fc.record({
        days: fc.integer({ min: 0, max: 200 }),
        act: fc.constantFrom('earn', 'spend', 'expire'),
        points: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 1, maxLength: 8 },
    );

    await t.resolves(
      fc.assert(
        fc.asyncProperty(acts, async (history) => {
          const { number, passholderId } = await makeHolder();
          const lots: { day: string; left: number }[] = [];
          let day = FIRST_DAY;
          for (const { days, act, points } of history) {
            day = addToDay(day, { days });
            if (act === 'earn') {
              await earnOn(day, number, points);
              lots.push({ day, left: points });
            } else if (act === 'expire') {
              await expireOn(day);
              const lastDay = addToDay(day, { months: -12 });
              for (const lot of lots) if (lot.day < lastDay) lot.left = 0;
            } else if (sum(lots) >= points) {
              core.setNow(new Date(startOfDay(day)).toISOString());
              await redeem(core, passholderId, points);
              spendOldest(lots, points);
            }
          }
          const balance = await balanceOf(core, passholderId);
          if (balance !== sum(lots)) throw new Error(`${balance} points, and not ${sum(lots)}`);
        }),
        { numRuns: 40 },
      ),
    );
  });
});

function sum(lots: readonly { left: number }[]): number {
  return lots.reduce((total, { left }) => total + left, 0);
}

function spendOldest(lots: { left: number }[], points: number): void {
  let left = points;
  for (const lot of lots) {
    const spent = Math.min(lot.left, left);
    lot.left -= spent;
    left -= spent;
  }
}

async function balanceOf(core: TestCore, passholderId: string): Promise<number> {
  const [account] = await core.asOwner<{ balance: number }>(
    'select balance from core.points_account where passholder_id = $1',
    [passholderId],
  );
  return account?.balance ?? -1;
}

async function expiriesOf(core: TestCore, passholderId: string): Promise<number[]> {
  const rows = await core.asOwner<{ points: number }>(
    `select p.points from core.points_posting p
       join core.points_account a on a.id = p.from_account_id
      where a.passholder_id = $1 and p.kind = 'expire'`,
    [passholderId],
  );
  return rows.map(({ points }) => points);
}

/** As exchanging a reward does it: points go from the holder to what was redeemed. */
async function redeem(core: TestCore, passholderId: string, points: number): Promise<void> {
  await core.asOwner(
    `with account as (
       update core.points_account set balance = balance - $2 where passholder_id = $1 returning id
     )
     insert into core.points_posting (
       card_system_id, id, kind, from_account_id, to_account_id, points, happened_at)
     select $3, $4, 'redeem', account.id, core.points_account_of($3, 'redeemed'), $2, $5
       from account`,
    [passholderId, points, CARD_SYSTEM, randomUUID(), new Date(core.now()).toISOString()],
  );
}
