import { defineEntity } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { Household } from './household.entity.ts';

/**
 * That a household is the family which a pass holder keeps a list of: what one person calls so, and
 * what no rule counts.
 */
export const Family = defineEntity({
  name: 'Family',
  ...tenantTable('core', 'family'),
  properties: {
    ...tenantKey,
    household: () => belongsTo(Household, 'household_id'),
    passholder: () => belongsTo(Passholder, 'passholder_id'),
  },
  uniques: [
    { properties: ['cardSystemId', 'passholder'] },
    { properties: ['cardSystemId', 'household'] },
  ],
});
