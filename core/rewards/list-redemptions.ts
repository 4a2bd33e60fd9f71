import type { InferEntity } from '@mikro-orm/postgresql';
import type { Caller } from '../access/caller.ts';
import { clockAt, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { escapeLike } from '../database/escape-like.ts';
import { tenantManager } from '../database/orm.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import { unknownCard } from './redemption-refusals.ts';
import { Redemption } from './redemption.entity.ts';

/** Which redemptions a desk asks for. */
export interface RedemptionSearch {
  /** Of whom: a holder by id, or the holder of a card by any number of it. */
  readonly holder: { readonly passholderId: string } | { readonly card: string };
  /** Who handed it out; the caller acts for each of them. */
  readonly organizerIds: readonly string[];
  readonly type: 'POINTS' | 'WELCOME' | null;
  /** A part of the title of the reward. */
  readonly title: string | null;
  readonly start: number;
  readonly limit: number;
}

/**
 * The rewards that a holder took at the caller's own organizers, newest first, of today only: a
 * desk sees what it did itself today (docs/discretion.md), the rest belongs to the holder. One that
 * was cancelled is not among them.
 *
 * @throws Problem `invalid-uitpas-number` for a card that nobody has
 */
export async function listRedemptions(
  core: Core,
  caller: Caller,
  search: RedemptionSearch,
): Promise<{ totalItems: number; member: InferEntity<typeof Redemption>[] }> {
  const { cardSystemId } = caller;
  const { holder, organizerIds, type, title } = search;
  const passholderId =
    'card' in holder ? await holderOfCard(core, caller, holder.card) : holder.passholderId;
  const today = new Date(startOfDay(clockAt(core.now()).day));
  const [member, totalItems] = await tenantManager(core.orm, cardSystemId).findAndCount(
    Redemption,
    {
      cardSystemId,
      passholder: { id: passholderId },
      organizer: { id: { $in: [...organizerIds] } },
      cancelledAt: null,
      happenedAt: { $gte: today },
      ...((type ?? title) !== null && {
        reward: {
          ...(type !== null && { type }),
          ...(title !== null && { title: { $ilike: `%${escapeLike(title)}%` } }),
        },
      }),
    },
    {
      populate: ['reward'],
      orderBy: [{ happenedAt: 'desc' }, { id: 'desc' }],
      offset: search.start,
      limit: search.limit,
    },
  );
  return { totalItems, member };
}

async function holderOfCard(core: Core, caller: Caller, card: string): Promise<string> {
  const em = tenantManager(core.orm, caller.cardSystemId);
  const [found] = await em.execute<{ id: string | null }[]>(
    `select c.passholder_id as id from core.find_card(?, ?, ?) c`,
    [caller.cardSystemId, readPassIdentifier(card), caller.resolvesDiscreetAliases],
  );
  if (!found?.id) throw unknownCard();
  return found.id;
}
