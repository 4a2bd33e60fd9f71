import type { JobDefinition } from '../../core/contract/plugin.ts';
import type { PersonsDefinition } from '../../core/contract/persons.ts';
import { isoOf } from '../../core/contract/moment.ts';
import { addToDay, clockAt } from '../../core/contract/period.ts';
import type { StaffConfig } from './config.ts';
import { ClockedHolder, TimeEntry } from './time-entry.entity.ts';

/** Months that are kept where the clocks were taken out of the settings. */
const KEPT_MONTHS = 14;

/** Forgets the entries that are older than the settings say, corrected ones too. */
export const forgetTimes: JobDefinition<StaffConfig> = {
  title: { nl: 'Oude uren vergeten' },
  everyMinutes: 1440,
  async run({ config, entities, municipality, now }) {
    const months = config.timeClock?.keptMonths ?? KEPT_MONTHS;
    const before = addToDay(clockAt(now()).day, { months: -months });
    await entities.nativeDelete(TimeEntry, { municipality, day: { $lt: before } });
  },
};

/** The hours that somebody clocked. Payroll has its own list, so erasing takes all of them. */
export const timesOfPerson: PersonsDefinition = {
  async export(entities, { passholderId }) {
    if (passholderId === null) return { timeEntries: [] };
    const found = await entities.find(
      TimeEntry,
      { passholderId },
      { orderBy: { enteredAt: 'asc' }, disableIdentityMap: true },
    );
    return {
      timeEntries: found.map(({ municipality, enteredAt, leftAt = null, reason, struckAt }) => {
        return {
          municipality,
          enteredAt: isoOf(enteredAt),
          leftAt: leftAt === null ? null : isoOf(leftAt),
          reason: reason ?? null,
          isStruck: typeof struckAt === 'number',
        };
      }),
    };
  },

  async erase(entities, { passholderId }) {
    if (passholderId === null) return;
    await entities.nativeDelete(TimeEntry, { passholderId });
    await entities.nativeDelete(ClockedHolder, { passholderId });
  },
};
