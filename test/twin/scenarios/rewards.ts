import { organizerId } from '../../../core/municipalities/installation.ts';
import type { Town } from '../ask.ts';
import { DISCREET_NUMBER } from '../persons.ts';

const SEARCH = 'GET /api/rewards';
const OFFER = 'POST /api/rewards';
const READ = 'GET /api/rewards/{rewardId}';
const CHANGE = 'PUT /api/rewards/{rewardId}';
const STATUS = 'GET /api/rewards/{rewardId}/redeem-status';
const REDEEM = 'POST /api/rewards/redeemed';
const LIST = 'GET /api/rewards/redeemed';
const CANCEL = 'DELETE /api/rewards/redeemed/{redeemedRewardId}';
const WHO_PAYS = 'GET /api/rewards/{rewardId}/funding';
const PAY = 'PUT /api/rewards/{rewardId}/funding';
const PUT_OFF = 'PUT /api/rewards/{rewardId}/status';
const INTERESTS = 'PUT /api/passholders/{id}/interests';
const TRANSACTIONS = 'GET /api/passholders/{passholderId}/transactions';
const STATEMENT = 'GET /api/passholders/{passholderId}/points-statement';
const SAVE = 'POST /api/checkins';

const LIBRARY = 'lier-library-desk';
const SPORTS = 'lier-sports-desk';
const FINANCE = 'lier-finance';

const DRINK = {
  title: 'Een extra drankje',
  type: 'POINTS',
  points: 1,
  categories: ['Eten en drinken'],
  promotionalDescription: 'Een drankje',
  moreInfoURL: 'https://lier.test/drankje',
  publicationPeriod: { begin: '2026-01-01T00:00:00+01:00' },
  redeemConstraint: { volume: 2, period: 'DAY' },
};

/** The library offers a drink that UiT pays for; the card takes one, and gives one back. */
export async function takeReward({ ask, hear, twin, event }: Town): Promise<void> {
  hear('a reward is redeemed');
  const { chipNumber, number, passholderId } = twin;
  const offered = await ask(LIBRARY, OFFER, { status: 200, body: DRINK });
  const rewardId = offered.at('/id');
  const params = { rewardId };
  const title = 'Een gratis drankje';
  await ask(LIBRARY, READ, { status: 200, params });
  await ask(LIBRARY, CHANGE, { status: 200, params, body: { ...DRINK, title } });
  const funding = { worthCents: 250, fundedBy: [{ party: 'uit', weight: 1 }] };
  await ask(FINANCE, PAY, { status: 200, params, body: funding });
  await ask(FINANCE, WHO_PAYS, { status: 200, params });
  const eventId = event('reading');
  for (let tap = 0; tap < 4; tap += 1) {
    await ask(LIBRARY, SAVE, { status: 201, body: { eventId, uitpasNumber: number } });
  }

  await ask(LIBRARY, STATUS, { status: 200, params, query: { uitpasNumber: chipNumber } });
  const body = { rewardId, uitpasNumber: chipNumber };
  await ask(LIBRARY, REDEEM, { status: 201, body });
  const redeemed = await ask(LIBRARY, REDEEM, { status: 201, body });
  await ask(LIBRARY, REDEEM, { status: 400, body });
  await ask(LIBRARY, STATUS, { status: 200, params, query: { uitpasNumber: number } });
  await ask(LIBRARY, LIST, { status: 200, query: { uitpasNumber: number, rewardTitle: 'drank' } });
  const query = { passholderId, organizerId: organizerId('lier', 'library') };
  await ask(LIBRARY, LIST, { status: 200, query });
  const taken = { redeemedRewardId: redeemed.at('/id') };
  await ask(SPORTS, CANCEL, { status: 404, params: taken });
  await ask(LIBRARY, CANCEL, { status: 204, params: taken });
  await ask(LIBRARY, CANCEL, { status: 404, params: taken });
  for (const [client, operation] of [
    [LIBRARY, TRANSACTIONS],
    [LIBRARY, STATEMENT],
    [SPORTS, STATEMENT],
  ] as const) {
    await ask(client, operation, { status: 200, params: { passholderId } });
  }
}

/** What a card can have, and by what it is recommended; and what is refused. */
export async function lookForRewards({ ask, hear, twin }: Town): Promise<void> {
  hear('looking for rewards');
  const { number, passholderId } = twin;
  const redeemable = { isRedeemableByPassholderId: passholderId, facets: 'categories' };
  const interesting = { isInterestingForPassholderId: passholderId, type: 'ANY' };
  const found = await ask(LIBRARY, SEARCH, { status: 200, query: redeemable });
  await ask(LIBRARY, SEARCH, { status: 200, query: interesting });
  const chosen = { params: { id: passholderId }, body: { interests: ['Eten en drinken'] } };
  await ask(LIBRARY, INTERESTS, { status: 200, ...chosen });
  await ask(LIBRARY, SEARCH, { status: 200, query: interesting });
  await ask('lier-kiosk', SEARCH, { status: 403, query: redeemable });

  const rewardId = found.at('/member/0/id');
  await ask(SPORTS, REDEEM, { status: 403, body: { rewardId, uitpasNumber: number } });
  for (const uitpasNumber of [DISCREET_NUMBER, '0999999999999']) {
    await ask(LIBRARY, REDEEM, { status: 400, body: { rewardId, uitpasNumber } });
    await ask(LIBRARY, STATUS, { status: 400, params: { rewardId }, query: { uitpasNumber } });
    await ask(LIBRARY, LIST, { status: 400, query: { uitpasNumber } });
  }
  const status = 'INACTIVE';
  await ask(LIBRARY, PUT_OFF, { status: 200, params: { rewardId }, body: { status } });
  await ask(LIBRARY, REDEEM, { status: 400, body: { rewardId, uitpasNumber: number } });
}
