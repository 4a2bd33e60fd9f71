import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';

/** What the social status of a holder is from a day on. Never changed: a later row takes over. */
export const SocialStatus = defineEntity({
  name: 'SocialStatus',
  ...tenantTable('core', 'social_status'),
  properties: {
    ...tenantKey,
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    status: p.enum(['ACTIVE', 'SUSPENDED', 'NONE'] as const),
    effectiveFrom: p.date(),
    endDate: p.date().nullable(),
    organizer: () => belongsTo(Organizer, 'organizer_id').nullable(),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('clock_timestamp()'),
  },
  indexes: [{ properties: ['cardSystemId', 'passholder', 'effectiveFrom', 'recordedAt'] }],
});
