import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';

/** A town of the card system, as its configuration names it. */
export const Municipality = defineEntity({
  name: 'Municipality',
  ...tenantTable('core', 'municipality'),
  properties: {
    ...tenantKey,
    slug: p.text(),
    nisCode: p.text(),
    name: p.text(),
  },
  uniques: [{ properties: ['cardSystemId', 'slug'] }, { properties: ['id'] }],
});
