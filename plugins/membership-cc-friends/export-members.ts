import type { ExportDefinition } from '../../core/contract/plugin.ts';
import { clockAt, isWithin } from '../../core/contract/period.ts';
import type { FriendsConfig } from './config.ts';

/** Everybody who is a friend today, by name: for the letters and the meeting of the friends. */
export const exportMembers: ExportDefinition<FriendsConfig> = {
  title: { nl: 'Vrienden van vandaag' },
  permission: 'MEMBERSHIP_CC_FRIENDS_MEMBERS_READ',
  async rows(host) {
    const today = clockAt(host.now()).day;
    const memberships = await host.roles.list('friend');
    const current = memberships.filter(({ period }) => isWithin(today, period));
    const persons = await host.passholders.describe(current.map((one) => one.passholderId));
    const lines = current.flatMap(({ passholderId, period }) => {
      const person = persons.get(passholderId);
      if (!person) return [];
      const { lastName, firstName, birthDate } = person;
      return [[lastName, firstName, birthDate, period.from, period.until]];
    });
    const byName = new Intl.Collator('nl');
    lines.sort((a, b) => byName.compare(`${a[0]} ${a[1]}`, `${b[0]} ${b[1]}`));
    return [['naam', 'voornaam', 'geboortedatum', 'vriend van', 'vriend tot'], ...lines];
  },
};
