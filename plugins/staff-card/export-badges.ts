import type { ExportDefinition } from '../../core/contract/plugin.ts';
import type { Badge, StaffConfig } from './config.ts';

/** Every badge that has not ended, by staff number: to compare with the staff register. */
export const exportBadges: ExportDefinition<StaffConfig> = {
  title: { nl: 'Badges', fr: 'Badges', en: 'Badges' },
  permission: 'STAFF_CARD_BADGES_READ',
  async rows(host) {
    const badges = await host.roles.list('badge');
    const persons = await host.passholders.describe(badges.map((one) => one.passholderId));
    const lines = badges.flatMap(({ passholderId, period, attributes }) => {
      const person = persons.get(passholderId);
      if (!person) return [];
      const { staffNumber, service, zones } = attributes as Badge;
      const { lastName, firstName } = person;
      return [
        [staffNumber, lastName, firstName, service, period.from, period.until, zones.join('|')],
      ];
    });
    const byNumber = new Intl.Collator('nl', { numeric: true });
    lines.sort((a, b) => byNumber.compare(`${a[0]}`, `${b[0]}`));
    const titles = ['stamnr', 'naam', 'voornaam', 'dienst', 'in dienst', 'uit dienst', 'zones'];
    return [titles, ...lines];
  },
};
