import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';

/** A fact that others may want to hear of, written with it and announced after the commit. */
export const OutboxMessage = defineEntity({
  name: 'OutboxMessage',
  ...tenantTable('core', 'outbox'),
  properties: {
    ...tenantKey,
    kind: p.text(),
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
