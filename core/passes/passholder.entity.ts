import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';
import { Person } from '../persons/person.entity.ts';

/**
 * A person with a pass, to whom roles, points and facts belong. Outlives the person it points to.
 */
export const Passholder = defineEntity({
  name: 'Passholder',
  ...tenantTable('core', 'passholder'),
  properties: {
    ...tenantKey,
    person: () => belongsTo(Person, 'person_id').nullable(),
    municipality: () => belongsTo(Municipality, 'municipality_id'),
    residence: () => belongsTo(Municipality, 'residence_id').nullable(),
    version: p.integer().default(1),
    registeredAt: p.datetime().columnType('timestamptz'),
  },
  uniques: [{ properties: ['cardSystemId', 'person'] }],
});
