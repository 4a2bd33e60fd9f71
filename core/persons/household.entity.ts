import { defineEntity } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';

/** Persons who belong together. */
export const Household = defineEntity({
  name: 'Household',
  ...tenantTable('core', 'household'),
  properties: {
    ...tenantKey,
    municipality: () => belongsTo(Municipality, 'municipality_id'),
  },
});
