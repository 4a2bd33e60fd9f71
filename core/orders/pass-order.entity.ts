import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from '../organizers/organizer.entity.ts';

/** An order of passes that somebody placed from home: it waits for its payment and its cards. */
export const PassOrder = defineEntity({
  name: 'PassOrder',
  ...tenantTable('core', 'pass_order'),
  properties: {
    ...tenantKey,
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    status: p.enum(['PENDING_PAYMENT', 'COMPLETED'] as const),
    totalCents: p.integer(),
    requestedAt: p.datetime().columnType('timestamptz'),
    completedAt: p.datetime().columnType('timestamptz').nullable(),
  },
  indexes: [{ properties: ['cardSystemId', 'requestedAt'] }],
  checks: [{ name: 'a_pass_costs_nothing_or_more', expression: 'total_cents >= 0' }],
});
