import t from 'tap';
import { createEvent } from '../../../core/events/create-event.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import { makePassNumber } from '../../../core/passes/pass-number.ts';
import { checkIn } from '../../../core/points/check-in.ts';
import { deleteCheckIn } from '../../../core/points/delete-check-in.ts';
import { expirePoints } from '../../../core/points/expire-points.ts';
import { cancelRedemption } from '../../../core/rewards/cancel-redemption.ts';
import { redeemReward } from '../../../core/rewards/redeem-reward.ts';
import { addHolder, openTestCore, type TestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';
import { activeMunicipality, testInstallation, townConfig } from '../../fixtures/test-towns.ts';
import { offer } from '../rewards/reward-desk.ts';

const CARD_SYSTEM = 1;

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
  const rewards = new Map<number, string>();
  for (const points of [1, 2, 3]) {
    rewards.set(points, (await offer(core, testCaller(core), { points })).id);
  }
  const redeem = async (card: string, points: number) => {
    const rewardId = rewards.get(points) ?? '';
    return redeemReward(core, testCaller(core), { rewardId, card, command: NO_KEY });
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
    await earnOn('2025-12-01', number, 4);
    await redeem(number, 3);

    await expireOn('2026-01-11');

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

  await t.test('points that were given back expire when they would have', async (t) => {
    const { number, passholderId } = await makeHolder();
    await earnOn('2025-01-10', number, 3);
    core.setNow('2025-06-01T12:00:00+01:00');
    const { id } = await redeem(number, 2);
    await expireOn('2026-01-11');
    t.same(await expiriesOf(core, passholderId), [1]);

    core.setNow('2026-01-12T12:00:00+01:00');
    await cancelRedemption(core, testCaller(core), { id, command: NO_KEY });
    t.equal(await balanceOf(core, passholderId), 2);

    await expireOn('2026-01-13');
    t.equal(await balanceOf(core, passholderId), 0);
  });

  await t.test('points whose time is over are not spent before a job came by', async (t) => {
    const { number, passholderId } = await makeHolder();
    await earnOn('2025-01-10', number, 3);
    await earnOn('2025-06-01', number, 1);
    core.setNow('2026-01-11T12:00:00+01:00');

    await t.rejects(redeem(number, 2), { message: 'reward-passholder-points-constraint' });
    await redeem(number, 1);

    t.equal(await balanceOf(core, passholderId), 0);
    t.same(await expiriesOf(core, passholderId), [3]);
  });

  await t.test('how long points last is what was promised when they were earned', async (t) => {
    const { number, passholderId } = await makeHolder();
    await earnOn('2025-01-10', number, 2);
    const forEver = testInstallation();
    const laterCore = { ...core, installation: () => forEver };
    core.setNow('2025-02-01T12:00:00+01:00');
    const asked = { card: number, eventId, command: NO_KEY };
    await checkIn(laterCore, testCaller(laterCore), asked);

    await expireOn('2027-01-01');

    t.equal(await balanceOf(core, passholderId), 1);
    t.same(await expiriesOf(core, passholderId), [2]);
  });
});

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
