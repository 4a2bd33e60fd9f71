import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';
import { Organizer } from './organizer.entity.ts';

/** Where a right applies: a facility, a location, a zone, a door or a desk. */
export const Place = defineEntity({
  name: 'Place',
  ...tenantTable('core', 'place'),
  properties: {
    ...tenantKey,
    municipality: () => belongsTo(Municipality, 'municipality_id'),
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    key: p.text(),
    kind: p.enum(['facility', 'location', 'zone', 'door', 'desk'] as const),
    name: p.text(),
  },
  uniques: [{ properties: ['cardSystemId', 'municipality', 'key'] }],
});
