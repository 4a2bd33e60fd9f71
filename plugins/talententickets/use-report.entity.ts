import { defineEntity, p } from '@mikro-orm/core';
import type { UseGroup } from '../../core/contract/host.ts';
import { tenantKey, tenantTable } from '../../core/contract/table.ts';

/**
 * How much was used in a quarter, in groups that tell of nobody: counted once, when it was over. It
 * is never counted again, because who moves in the meantime would stand out by the difference.
 */
export const UseReport = defineEntity({
  name: 'TalentUseReport',
  ...tenantTable('talententickets', 'use_report'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    /** The first day of the quarter. */
    quarterFrom: p.date(),
    quarterUntil: p.date(),
    groups: p.json<readonly UseGroup[]>(),
  },
  uniques: [
    { name: 'use_report_once', properties: ['cardSystemId', 'municipality', 'quarterFrom'] },
  ],
});
