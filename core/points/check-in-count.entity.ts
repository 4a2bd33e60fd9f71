import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Event } from '../events/event.entity.ts';

/** How many check-ins of a month an event had, of those that are kept no longer one by one. */
export const CheckInCount = defineEntity({
  name: 'CheckInCount',
  ...tenantTable('core', 'check_in_count'),
  properties: {
    ...tenantKey,
    event: () => belongsTo(Event, 'event_id'),
    /** Its first day. */
    month: p.date(),
    checkIns: p.integer(),
  },
  uniques: [{ properties: ['cardSystemId', 'event', 'month'] }],
});
