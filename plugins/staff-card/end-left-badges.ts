import type { JobDefinition } from '../../core/contract/plugin.ts';
import { clockAt } from '../../core/contract/period.ts';
import type { StaffConfig } from './config.ts';
import { LEFT_SERVICE } from './import-staff.ts';

/**
 * Ends the badges of who was to leave on a day that has passed. They opened nothing since that day;
 * this takes them out of the list of badges. The other roles of the person stay.
 */
export const endLeftBadges: JobDefinition<StaffConfig> = {
  title: { nl: 'Badges beëindigen van wie uit dienst is' },
  everyMinutes: 60,
  async run(host) {
    const today = clockAt(host.now()).day;
    for (const { id, period } of await host.roles.list('badge')) {
      if (period.until === null || period.until >= today) continue;
      await host.roles.end(id, { lastDay: period.until, reason: LEFT_SERVICE });
    }
  },
};
