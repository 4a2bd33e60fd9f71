import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';

/** How often a client looked in a month, of the looks that are kept no longer one by one. */
export const LookCount = defineEntity({
  name: 'LookCount',
  ...tenantTable('core', 'look_count'),
  properties: {
    ...tenantKey,
    clientId: p.text(),
    subject: p.enum(['person', 'billing-fact'] as const),
    /** Somebody was looked for and nobody was found. */
    isFailed: p.boolean(),
    /** Its first day. */
    month: p.date(),
    looks: p.integer(),
  },
  uniques: [{ properties: ['cardSystemId', 'clientId', 'subject', 'isFailed', 'month'] }],
});
