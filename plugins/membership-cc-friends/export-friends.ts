import type { ExportDefinition } from '../../core/contract/plugin.ts';
import type { Host, RoleOfHolder } from '../../core/contract/host.ts';
import type { DescribedPassholder } from '../../core/contract/passholder.ts';
import { clockAt, isWithin } from '../../core/contract/period.ts';
import { byDutch } from '../../core/contract/text.ts';
import type { FriendsConfig } from './config.ts';
import { endsSoon } from './season.ts';

const PERMISSION = 'MEMBERSHIP_CC_FRIENDS_MEMBERS_READ';

/** Everybody who is a friend today, by name: for the letters and the meeting of the friends. */
export const exportMembers: ExportDefinition<FriendsConfig> = {
  title: { nl: 'Vrienden van vandaag' },
  permission: PERMISSION,
  async rows(host) {
    const today = clockAt(host.now()).day;
    const friends = await findFriends(host, ({ period }) => isWithin(today, period));
    return [
      ['naam', 'voornaam', 'geboortedatum', 'vriend van', 'vriend tot'],
      ...friends.map(({ person, membership: { period } }) => {
        return [person.lastName, person.firstName, person.birthDate, period.from, period.until];
      }),
    ];
  },
};

/**
 * Whose membership ends soon and was not renewed, by name: for the letter that says so. Who is not
 * written to by e-mail has no address here.
 */
export const exportReminders: ExportDefinition<FriendsConfig> = {
  title: { nl: 'Vrienden om te herinneren' },
  permission: PERMISSION,
  async rows(host) {
    const today = clockAt(host.now()).day;
    const friends = await findFriends(host, ({ period }) => endsSoon(period, today, host.config));
    return [
      ['naam', 'voornaam', 'e-mail', 'vriend tot'],
      ...friends.map(({ person, membership: { period } }) => {
        return [person.lastName, person.firstName, person.mailTo, period.until];
      }),
    ];
  },
};

interface Friend {
  readonly person: DescribedPassholder;
  readonly membership: RoleOfHolder;
}

/** The memberships that are wanted, with whose they are, by name. */
async function findFriends(
  host: Host<FriendsConfig>,
  isWanted: (membership: RoleOfHolder) => boolean,
): Promise<Friend[]> {
  const wanted = (await host.roles.list('friend')).filter(isWanted);
  const persons = await host.passholders.describe(wanted.map((one) => one.passholderId));
  const friends = wanted.flatMap((membership) => {
    const person = persons.get(membership.passholderId);
    return person ? [{ person, membership }] : [];
  });
  const nameOf = ({ person }: Friend): string => `${person.lastName} ${person.firstName}`;
  return friends.toSorted((a, b) => byDutch(nameOf(a), nameOf(b)));
}
