import type { JobDefinition } from '../../core/contract/plugin.ts';
import { addToDay, clockAt } from '../../core/contract/period.ts';
import type { FriendsConfig } from './config.ts';
import { forgetReviewsBefore } from './review-list.ts';

/** Forgets, once a day, the names that waited too long for somebody to deal with them. */
export const forgetReviewRows: JobDefinition<FriendsConfig> = {
  title: { nl: 'Oude namen van de lijst na te kijken vrienden wissen' },
  everyMinutes: 24 * 60,
  async run(host) {
    const today = clockAt(host.now()).day;
    await forgetReviewsBefore(host, addToDay(today, { days: -host.config.reviewDays }));
  },
};
