import type { Host } from '../../core/contract/host.ts';
import type { KnownPassholder } from '../../core/contract/passholder.ts';
import type { FriendRow } from './friend-row.ts';

/** Who a row is about, or why nobody was recognised in it. */
export type Match =
  | { readonly passholder: KnownPassholder }
  | { readonly reason: 'nobody-like-this' | 'too-little-known' };

/**
 * Recognises pass holders in the rows of the list: by name and birth date, else by an e-mail that
 * one holder has. All else is for a person to decide.
 *
 * @returns one match for each friend, in their order
 */
export async function matchFriends(
  passholders: Host['passholders'],
  friends: readonly FriendRow[],
): Promise<Match[]> {
  const dated = friends.flatMap(({ birthDate, ...friend }) =>
    birthDate === null ? [] : [{ ...friend, birthDate }],
  );
  const named = await passholders.findByName(dated);
  const byRow = new Map(dated.map(({ row }, at) => [row, named[at] ?? null]));

  const unnamed = friends.filter(({ row }) => !byRow.get(row));
  const byEmail = await passholders.findByEmail(
    unnamed.flatMap(({ email }) => (email === null ? [] : [email])),
  );
  return friends.map((friend) => {
    const passholder = byRow.get(friend.row) ?? (friend.email && byEmail.get(friend.email));
    if (passholder) return { passholder };
    const isUnknown = friend.birthDate === null && friend.email === null;
    return { reason: isUnknown ? 'too-little-known' : 'nobody-like-this' };
  });
}
