import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';

/**
 * A change that others may want to hear of, written with it and announced after the commit. Of a
 * holder it says that something changed and never what: a kind that only a role, a status or an
 * import writes would be a list of those who have it.
 */
export const OutboxMessage = defineEntity({
  name: 'OutboxMessage',
  ...tenantTable('core', 'outbox'),
  properties: {
    ...tenantKey,
    kind: p.enum([
      'passholder.changed',
      'event.created',
      'event.changed',
      'reward.created',
      'reward.changed',
      'order.created',
      'order.completed',
    ] as const),
    subjectId: p.uuid(),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
    announcedAt: p.datetime().columnType('timestamptz').nullable(),
  },
  indexes: [
    {
      name: 'outbox_to_announce',
      expression:
        'create index outbox_to_announce on core.outbox (card_system_id, recorded_at) ' +
        'where announced_at is null',
    },
  ],
});
