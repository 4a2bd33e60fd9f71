import type { JobDefinition } from '../../core/contract/plugin.ts';
import { addToDay, clockAt } from '../../core/contract/period.ts';
import type { GomorpasConfig } from './config.ts';
import { Decision } from './decision.entity.ts';

/** Forgets why somebody had benefits, some time after the last day of them. */
export const forgetGrounds: JobDefinition<GomorpasConfig> = {
  title: { nl: 'Gronden van voorbije voordelen vergeten' },
  everyMinutes: 24 * 60,
  async run({ config, entities, municipality, now }) {
    const day = addToDay(clockAt(now()).day, { days: -config.keptDays });
    await entities.nativeDelete(Decision, { municipality, validUntil: { $lt: day } });
  },
};
