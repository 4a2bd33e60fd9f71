import type { Host } from '../../core/contract/host.ts';
import type { Period } from '../../core/contract/period.ts';
import type { FriendsConfig } from './config.ts';
import type { Season } from './season.ts';

/** Who was a friend in which season, as far as core knows and was added here. */
export interface Memberships {
  /** Whether somebody is, or was, a friend in some part of a season. */
  has(passholderId: string, season: Season): boolean;
  /** Counts somebody among the friends of a season; writes nothing. */
  add(passholderId: string, season: Season): void;
}

/**
 * Reads the memberships of the municipality, the ended ones too: a list says what was.
 *
 * @param of the one pass holder to read them of; everybody when left out
 */
export async function readMemberships(
  host: Host<FriendsConfig>,
  of: { readonly passholderId?: string } = {},
): Promise<Memberships> {
  const periods = new Map<string, Period[]>();
  const add = (passholderId: string, period: Period): void => {
    periods.set(passholderId, [...(periods.get(passholderId) ?? []), period]);
  };
  const roles = await host.roles.list('friend', { ended: true, ...of });
  for (const { passholderId, period } of roles) add(passholderId, period);

  return {
    has(passholderId, season) {
      const known = periods.get(passholderId) ?? [];
      return known.some(
        ({ from, until }) => from <= season.until && (until === null || until >= season.from),
      );
    },
    add,
  };
}

/** Takes a membership over from the old list: nothing to pay. */
export async function takeOver(
  host: Host<FriendsConfig>,
  passholderId: string,
  season: Season,
): Promise<void> {
  await host.roles.issue({ passholderId, role: 'friend', takenOver: season });
}
