import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';

/** Somebody opened a person or a status: who, when, and why. */
export const Look = defineEntity({
  name: 'Look',
  ...tenantTable('core', 'look'),
  properties: {
    ...tenantKey,
    clientId: p.text(),
    organizer: () => belongsTo(Organizer, 'organizer_id').nullable(),
    passholder: () => belongsTo(Passholder, 'passholder_id').nullable(),
    subject: p.enum(['person', 'billing-fact'] as const),
    subjectId: p.uuid().nullable(),
    reason: p.text().nullable(),
    lookedAt: p.datetime().columnType('timestamptz'),
  },
  indexes: [
    { properties: ['cardSystemId', 'passholder', 'lookedAt'] },
    {
      name: 'look_by_age',
      expression: 'create index look_by_age on core.look using brin (looked_at)',
    },
  ],
});
