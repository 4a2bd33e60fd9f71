import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';

/** What a plugin attached to a pass holder, with its period. Its history is in `role_event`. */
export const Role = defineEntity({
  name: 'Role',
  ...tenantTable('core', 'role'),
  properties: {
    ...tenantKey,
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    municipality: () => belongsTo(Municipality, 'municipality_id'),
    plugin: p.text(),
    name: p.text(),
    attributes: p.json<Record<string, unknown>>(),
    validFrom: p.date(),
    validUntil: p.date().nullable(),
    isDerived: p.boolean().default(false),
    /** When it was ended, or found to have expired; a role that ends later has one too. */
    endedAt: p.datetime().columnType('timestamptz').nullable(),
    /** Why it was ended; null when it expired by itself. */
    endReason: p.text().nullable(),
    version: p.integer().default(1),
  },
  indexes: [
    { properties: ['cardSystemId', 'passholder'] },
    { properties: ['cardSystemId', 'municipality', 'plugin', 'name', 'id'] },
    {
      name: 'role_to_expire',
      expression:
        'create index role_to_expire on core.role (card_system_id, valid_until) ' +
        'where ended_at is null',
    },
  ],
});
