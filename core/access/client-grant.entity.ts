import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Organizer } from '../organizers/organizer.entity.ts';

/**
 * What a client of the configuration may do for an organizer, as somebody changed it over the API:
 * the permissions of UiTPAS, instead of those that configuration gives it there.
 */
export const ClientGrant = defineEntity({
  name: 'ClientGrant',
  ...tenantTable('core', 'client_grant'),
  properties: {
    ...tenantKey,
    clientId: p.text(),
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    permissions: p.json<string[]>(),
    grantedAt: p.datetime(),
  },
  uniques: [{ properties: ['cardSystemId', 'clientId', 'organizer'] }],
});
