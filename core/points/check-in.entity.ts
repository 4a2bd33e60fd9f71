import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Event } from '../events/event.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';

/** A holder took part in an activity. The card number is the one that was used. */
export const CheckIn = defineEntity({
  name: 'CheckIn',
  ...tenantTable('core', 'check_in'),
  properties: {
    ...tenantKey,
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    event: () => belongsTo(Event, 'event_id'),
    cardNumber: p.text(),
    points: p.integer(),
    clientId: p.text(),
    happenedAt: p.datetime().columnType('timestamptz'),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
    deletedAt: p.datetime().columnType('timestamptz').nullable(),
  },
  indexes: [
    { properties: ['cardSystemId', 'passholder', 'event', 'happenedAt'] },
    {
      name: 'check_in_by_age',
      expression: 'create index check_in_by_age on core.check_in using brin (happened_at)',
    },
  ],
});
