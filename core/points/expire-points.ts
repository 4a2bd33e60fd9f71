import { addToDay, clockAt, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';

const CHUNK = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Lets points expire in a card system, for the holders of each municipality that has
 * `points.expireAfterMonths`: points earned on a day can still be spent on the same day so many
 * months later (or the last of a shorter month), and not the day after. The oldest are spent first.
 *
 * May run twice, or be killed halfway: an account is done at once, and only once.
 */
export async function expirePoints(core: Core, cardSystemId: number): Promise<void> {
  const { day } = clockAt(core.now());
  for (const { id, config } of core.installation().ofCardSystem(cardSystemId)) {
    const months = config.points?.expireAfterMonths;
    if (months === undefined) continue;
    const earnedBefore = new Date(startOfDay(addToDay(day, { months: -months }))).toISOString();
    const moment = new Date(core.now()).toISOString();
    let account: string | null = BEFORE_ALL;
    while (account !== null) {
      account = await expireSome(core, [cardSystemId, id, earnedBefore, moment, account, CHUNK]);
    }
  }
}

async function expireSome(core: Core, values: readonly unknown[]): Promise<string | null> {
  const { rows } = await core.pool.query<{ account: string | null }>({
    name: 'points.expire-points',
    text: 'select core.expire_points($1, $2, $3, $4, $5, $6) as account',
    values: [...values],
  });
  return rows[0]?.account ?? null;
}
