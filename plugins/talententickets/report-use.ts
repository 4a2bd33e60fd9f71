import { clockAt } from '../../core/contract/period.ts';
import type { JobDefinition } from '../../core/contract/plugin.ts';
import type { TalentConfig } from './config.ts';
import { quartersToReport } from './quarters-to-report.ts';
import { UseReport } from './use-report.entity.ts';

/**
 * Counts the use of each quarter that is over, once. Of two workers at the same time the first one
 * to keep its count is right, and the other one's is dropped.
 */
export const reportUse: JobDefinition<TalentConfig> = {
  title: { nl: 'Gebruik van talententickets tellen', en: 'Count the use of talent tickets' },
  everyMinutes: 24 * 60,
  async run(host) {
    const { cardSystemId, config, entities, municipality } = host;
    for (const { from: quarterFrom, until: quarterUntil } of quartersToReport(
      clockAt(host.now()).day,
    )) {
      if ((await entities.count(UseReport, { municipality, quarterFrom })) > 0) continue;
      const period = { from: quarterFrom, until: quarterUntil };
      const { ageBands } = config;
      const groups = await host.countUse({ role: 'year-budget', period, ageBands });
      const report = { cardSystemId, id: host.newId(), municipality, quarterFrom, quarterUntil };
      await entities.upsert(
        UseReport,
        { ...report, groups },
        {
          onConflictFields: ['cardSystemId', 'municipality', 'quarterFrom'],
          onConflictAction: 'ignore',
        },
      );
    }
  },
};
