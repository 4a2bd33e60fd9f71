import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';

/**
 * Something that a plugin settles, by its own name for it. Of the facts that were written for it
 * one stands at most: the others were taken back.
 */
export const Settlement = defineEntity({
  name: 'Settlement',
  ...tenantTable('core', 'settlement'),
  properties: {
    ...tenantKey,
    municipality: () => belongsTo(Municipality, 'municipality_id'),
    plugin: p.text(),
    about: p.text(),
  },
  uniques: [{ properties: ['cardSystemId', 'municipality', 'plugin', 'about'] }],
});
