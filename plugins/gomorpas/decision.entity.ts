import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { tenantKey, tenantTable } from '../../core/contract/table.ts';

/**
 * Why somebody has benefits: what only the welfare service may read, apart from the roles that
 * others use.
 */
export const Decision = defineEntity({
  name: 'GomorpasDecision',
  ...tenantTable('gomorpas', 'decision'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    passholderId: p.uuid(),
    ground: p.text(),
    /** Of the pass that was taken over; null for who never had one. */
    oldNumber: p.text().nullable(),
    /** The last day of the benefits. */
    validUntil: p.date(),
  },
  uniques: [
    { name: 'decision_once', properties: ['cardSystemId', 'municipality', 'passholderId'] },
    { name: 'old_number_once', properties: ['cardSystemId', 'municipality', 'oldNumber'] },
  ],
});
export type Decision = InferEntity<typeof Decision>;
