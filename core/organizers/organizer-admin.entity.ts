import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from './organizer.entity.ts';

/** A user of the identity provider who may act for an organizer. */
export const OrganizerAdmin = defineEntity({
  name: 'OrganizerAdmin',
  ...tenantTable('core', 'organizer_admin'),
  properties: {
    ...tenantKey,
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    /** What the API calls the user: the subject where it was given, or else an id of ours. */
    userId: p.text(),
    email: p.text(),
    emailKey: p.text(),
    type: p.enum(['MEMBER', 'ADMIN'] as const),
    /** Of the identity provider; null until somebody with that address signed in. */
    subject: p.text().nullable(),
    addedAt: p.datetime(),
  },
  uniques: [{ properties: ['cardSystemId', 'organizer', 'emailKey'] }],
  indexes: [
    { properties: ['cardSystemId', 'subject'] },
    { properties: ['cardSystemId', 'emailKey'] },
  ],
});
