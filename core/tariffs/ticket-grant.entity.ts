import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';

/**
 * So many tickets at a reduced price per calendar period: a coupon, or without one the social
 * tariff of a group pass. Nothing counts down: what was used are the ticket sales that name it.
 */
export const TicketGrant = defineEntity({
  name: 'TicketGrant',
  ...tenantTable('core', 'ticket_grant'),
  properties: {
    ...tenantKey,
    number: p.integer(),
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    municipality: () => belongsTo(Municipality, 'municipality_id'),
    coupon: p.text().nullable(),
    volume: p.integer(),
    period: p.enum(['ABSOLUTE', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const),
    validFrom: p.date(),
    validUntil: p.date().nullable(),
    organizer: () => belongsTo(Organizer, 'organizer_id'),
    clientId: p.text(),
    grantedAt: p.datetime().columnType('timestamptz'),
  },
  uniques: [{ properties: ['cardSystemId', 'number'] }],
  indexes: [
    { properties: ['cardSystemId', 'passholder'] },
    {
      name: 'one_social_tariff_of_group',
      expression:
        'create unique index one_social_tariff_of_group ' +
        'on core.ticket_grant (card_system_id, passholder_id) where coupon is null',
    },
  ],
  checks: [{ name: 'ticket_grant_is_of_some', expression: 'volume > 0' }],
});
