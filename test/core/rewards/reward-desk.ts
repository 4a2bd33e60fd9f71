import type { Caller } from '../../../core/access/caller.ts';
import type { Core } from '../../../core/core.ts';
import { checkIn } from '../../../core/points/check-in.ts';
import { cancelRedemption } from '../../../core/rewards/cancel-redemption.ts';
import type { StoredReward } from '../../../core/rewards/change-reward.ts';
import { createReward } from '../../../core/rewards/create-reward.ts';
import { fundReward } from '../../../core/rewards/fund-reward.ts';
import { redeemReward } from '../../../core/rewards/redeem-reward.ts';
import type { AskedReward } from '../../../core/rewards/reward-terms.ts';
import type { TestCore } from '../../fixtures/open-core.ts';
import { NO_KEY, testCaller } from '../../fixtures/test-caller.ts';

/** A drink for two points, for ever. */
const DRINK: AskedReward = {
  title: 'Een extra drankje',
  type: 'POINTS',
  points: 2,
  categories: ['Eten en drinken'],
  promotionalDescription: 'Een drankje in de cafetaria',
  moreInfoURL: 'https://lier.test/drankje',
  publicationPeriod: { begin: '2020-01-01T00:00:00+01:00' },
};

/** A drink that an organizer offers, unless it is changed. */
export async function offer(
  core: Core,
  caller: Caller,
  change: Partial<AskedReward> = {},
): Promise<StoredReward> {
  return createReward(core, caller, { asked: { ...DRINK, ...change }, command: NO_KEY });
}

/**
 * Everything that can happen to points, once: earned, redeemed, cancelled, expired; and a welcome.
 */
export async function takeRewards(
  core: TestCore,
  { passholderId, card, eventId }: { passholderId: string; card: string; eventId: string },
): Promise<void> {
  const library = testCaller(core, 'library');
  const drink = await offer(core, library);
  const funding = { worthCents: 250, fundedBy: [{ party: 'cultural-centre', weight: 1 }] };
  await fundReward(core, library, { rewardId: drink.id, funding, command: NO_KEY });
  for (let tap = 0; tap < 4; tap += 1) {
    await checkIn(core, library, { card, eventId, command: NO_KEY });
  }
  const redeem = async (rewardId: string) =>
    redeemReward(core, library, { rewardId, card, command: NO_KEY });
  await redeem(drink.id);
  await cancelRedemption(core, library, { id: (await redeem(drink.id)).id, command: NO_KEY });

  const welcome = await offer(core, library, { type: 'WELCOME', points: 0 });
  await core.asOwner('select core.grant_welcome_rewards(1, $1, $2)', [
    passholderId,
    new Date(core.now()).toISOString(),
  ]);
  await redeem(welcome.id);
  await core.asOwner(
    `insert into core.points_account (card_system_id, id, kind)
     values (1, core.points_account_of(1, 'expired'), 'expired') on conflict do nothing`,
  );
}
