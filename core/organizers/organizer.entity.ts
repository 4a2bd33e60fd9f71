import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';
import { Party } from './party.entity.ts';

/** Who offers activities and sells: a department, an association or a private partner. */
export const Organizer = defineEntity({
  name: 'Organizer',
  ...tenantTable('core', 'organizer'),
  properties: {
    ...tenantKey,
    municipality: () => belongsTo(Municipality, 'municipality_id'),
    party: () => belongsTo(Party, 'party_id'),
    key: p.text(),
    kind: p.enum(['department', 'association', 'partner'] as const),
    name: p.text(),
  },
  uniques: [{ properties: ['cardSystemId', 'municipality', 'key'] }],
});
