import type { Host } from '../../core/contract/host.ts';
import { clockAt } from '../../core/contract/period.ts';
import type { JobDefinition } from '../../core/contract/plugin.ts';
import { Problem } from '../../core/contract/problem.ts';
import { entitledTo, periodOfYear, yearsToGive } from './budget-year.ts';
import type { Budget, TalentConfig } from './config.ts';

/** Budgets in one transaction: no desk waits for the first of January. */
const CHUNK = 100;

/**
 * Gives every child of the town its budget of the year. Run twice, late, or killed and run again,
 * it comes to the same: it looks for children who never had one of that year, and core lets no
 * holder have two.
 */
export const giveBudgets: JobDefinition<TalentConfig> = {
  title: { nl: 'Talententickets van het jaar geven', en: 'Give the talent tickets of the year' },
  everyMinutes: 60,
  async run(host) {
    const today = clockAt(host.now()).day;
    let [left, given] = [CHUNK, 0];
    for (const year of yearsToGive(today, host.config)) {
      const { born, registeredBy } = entitledTo(year, today, host.config);
      const without = { role: 'year-budget', attributes: { year } };
      const question = { born, registeredBy, without, limit: left };
      const children = left > 0 ? await host.passholders.findResidents(question) : [];
      for (const passholderId of children) {
        if (await giveBudget(host, passholderId, year)) given += 1;
      }
      left -= children.length;
    }
    if (left === 0 && given > 0) await host.jobs.enqueue('give-budgets', { id: 'more' });
  },
};

/** Whether it was this worker that gave it. */
async function giveBudget(
  host: Host<TalentConfig>,
  passholderId: string,
  year: number,
): Promise<boolean> {
  const { config } = host;
  const attributes: Budget = { year, worth: config.tickets };
  const takenOver = periodOfYear(year, config);
  try {
    await host.roles.issue({ passholderId, role: 'year-budget', attributes, takenOver });
    return true;
  } catch (error) {
    // Another worker was first, or the child was erased meanwhile: the others do not wait for that.
    if (!(error instanceof Problem)) throw error;
    return false;
  }
}
