import type { Host } from '../../core/contract/host.ts';
import { clockAt } from '../../core/contract/period.ts';
import type { FriendsConfig } from './config.ts';
import type { FriendRow } from './friend-row.ts';
import { ReviewRow } from './review-row.entity.ts';

/** Why a row waits for a person. */
export type ReviewReason = ReviewRow['reason'];

/** Names a row of the list: a member number in a season. */
export function reviewKey(row: { memberNumber: string; seasonFrom: string }): string {
  return `${row.seasonFrom} ${row.memberNumber}`;
}

/** Every row that ever waited here, by {@link reviewKey}, whatever became of it. */
export async function readReviews(host: Host<FriendsConfig>): Promise<Map<string, ReviewRow>> {
  const { entities, municipality } = host;
  const rows = await entities.find(ReviewRow, { municipality });
  return new Map(rows.map((row) => [reviewKey(row), row]));
}

/** Puts a row on the review list, or again when its names were forgotten in the meantime. */
export async function keepForReview(
  host: Host<FriendsConfig>,
  friend: FriendRow,
  reason: ReviewReason,
): Promise<void> {
  const { cardSystemId, entities, municipality } = host;
  const { memberNumber, firstName, lastName, birthDate, email, season } = friend;
  const kept = {
    seasonUntil: season.until,
    state: 'open' as const,
    reason,
    firstName,
    lastName,
    birthDate,
    email,
    handedOverOn: clockAt(host.now()).day,
  };
  const asked = { municipality, memberNumber, seasonFrom: season.from };
  const reopened = await entities.nativeUpdate(ReviewRow, { ...asked, state: 'forgotten' }, kept);
  if (reopened > 0) return;
  await entities.insert(ReviewRow, { cardSystemId, id: host.newId(), ...asked, ...kept });
}

/** What takes the names off a row. */
export const WITHOUT_PERSON = { firstName: null, lastName: null, birthDate: null, email: null };

/**
 * Takes an open row off the review list and forgets who it named.
 *
 * @returns whether it was still open: of two who deal with it at once, one gets true
 */
export async function closeReview(
  host: Host<FriendsConfig>,
  id: string,
  state: 'linked' | 'dismissed',
): Promise<boolean> {
  const { entities, municipality } = host;
  const open = { id, municipality, state: 'open' as const };
  return (await entities.nativeUpdate(ReviewRow, open, { state, ...WITHOUT_PERSON })) > 0;
}

/** Forgets the names of the rows that were handed over before a day and still wait. */
export async function forgetReviewsBefore(host: Host<FriendsConfig>, day: string): Promise<void> {
  const { entities, municipality } = host;
  const old = { municipality, state: 'open' as const, handedOverOn: { $lt: day } };
  await entities.nativeUpdate(ReviewRow, old, { state: 'forgotten', ...WITHOUT_PERSON });
}
