import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Person } from './person.entity.ts';

/** What few may see of a person: a note and a picture, both sealed. It goes with the person. */
export const PersonPrivate = defineEntity({
  name: 'PersonPrivate',
  ...tenantTable('core', 'person_private'),
  properties: {
    ...tenantKey,
    person: () => belongsTo(Person, 'person_id').deleteRule('cascade'),
    noteSealed: p.blob().nullable(),
    pictureSealed: p.blob().nullable(),
    pictureType: p.enum(['image/jpeg', 'image/png'] as const).nullable(),
  },
  uniques: [{ properties: ['cardSystemId', 'person'] }],
});
