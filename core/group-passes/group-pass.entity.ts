import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Passholder } from '../passes/passholder.entity.ts';

/**
 * A pass of an association or organization: a pass holder that is no person. Who is in the group
 * is written nowhere.
 */
export const GroupPass = defineEntity({
  name: 'GroupPass',
  ...tenantTable('core', 'group_pass'),
  properties: {
    ...tenantKey,
    passholder: () => belongsTo(Passholder, 'id'),
    name: p.text(),
    email: p.text().nullable(),
    phone: p.text().nullable(),
    street: p.text().nullable(),
    postalCode: p.text(),
    city: p.text(),
  },
});
