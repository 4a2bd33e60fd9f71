import type { Caller } from '../access/caller.ts';
import { clockAt, startOfDay } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { escapeLike } from '../database/escape-like.ts';
import { tenantManager } from '../database/orm.ts';
import { CheckIn } from './check-in.entity.ts';

/** Which check-ins of a holder a desk asks for. */
export interface CheckInSearch {
  readonly passholderId: string;
  /** Of whose events; the caller acts for each of them. */
  readonly organizerIds: readonly string[];
  /** A part of the title of the event. */
  readonly eventTitle: string | null;
  readonly start: number;
  readonly limit: number;
}

/** One check-in as its own desk sees it: never the holder, who was asked by id. */
export interface ListedCheckIn {
  readonly id: string;
  readonly creationDate: string;
  readonly eventId: string;
  readonly eventTitle: string;
  readonly uitpasNumber: string;
  readonly points: number;
}

/**
 * The check-ins of a holder at the caller's own events, newest first, of today only: a desk sees
 * its own taps of today (docs/discretion.md), the history of a life belongs to the holder.
 */
export async function listCheckIns(
  core: Core,
  caller: Caller,
  search: CheckInSearch,
): Promise<{ totalItems: number; member: ListedCheckIn[] }> {
  const { cardSystemId } = caller;
  const today = new Date(startOfDay(clockAt(core.now()).day));
  const title = search.eventTitle;
  const [found, totalItems] = await tenantManager(core.orm, cardSystemId).findAndCount(
    CheckIn,
    {
      cardSystemId,
      passholder: { id: search.passholderId },
      deletedAt: null,
      happenedAt: { $gte: today },
      event: {
        organizer: { id: { $in: [...search.organizerIds] } },
        ...(title === null ? {} : { title: { $ilike: `%${escapeLike(title)}%` } }),
      },
    },
    {
      populate: ['event'],
      orderBy: [{ happenedAt: 'desc' }, { id: 'desc' }],
      offset: search.start,
      limit: search.limit,
    },
  );
  const member = found.map((checkIn) => ({
    id: checkIn.id,
    creationDate: checkIn.happenedAt.toISOString(),
    eventId: checkIn.event.id,
    eventTitle: checkIn.event.title,
    uitpasNumber: checkIn.cardNumber,
    points: checkIn.points,
  }));
  return { totalItems, member };
}
