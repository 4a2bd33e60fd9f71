import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Passholder } from './passholder.entity.ts';

/** An old number that still finds a pass holder. */
export const CardAlias = defineEntity({
  name: 'CardAlias',
  ...tenantTable('core', 'card_alias'),
  properties: {
    ...tenantKey,
    number: p.text(),
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    isDiscreet: p.boolean().default(false),
  },
  uniques: [{ properties: ['cardSystemId', 'number'] }],
  indexes: [{ properties: ['cardSystemId', 'passholder'] }],
});
