import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Event } from '../events/event.entity.ts';
import { MoneyFact } from '../billing/money-fact.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { TicketGrant } from './ticket-grant.entity.ts';

/**
 * A paid participation at the price that this holder pays. Its money is the fact of the same id.
 */
export const TicketSale = defineEntity({
  name: 'TicketSale',
  ...tenantTable('core', 'ticket_sale'),
  properties: {
    ...tenantKey,
    moneyFact: () => belongsTo(MoneyFact, 'id'),
    passholder: () => belongsTo(Passholder, 'passholder_id'),
    event: () => belongsTo(Event, 'event_id'),
    cardNumber: p.text(),
    regularPriceCents: p.integer(),
    regularPriceLabel: p.text().nullable(),
    priceCents: p.integer(),
    clientId: p.text(),
    ticketGrant: () => belongsTo(TicketGrant, 'ticket_grant_id').nullable(),
    soldAt: p.datetime().columnType('timestamptz'),
    cancelledAt: p.datetime().columnType('timestamptz').nullable(),
  },
  indexes: [
    { properties: ['cardSystemId', 'passholder'] },
    { properties: ['cardSystemId', 'event', 'soldAt'] },
    {
      name: 'ticket_sale_of_grant',
      expression:
        'create index ticket_sale_of_grant ' +
        'on core.ticket_sale (card_system_id, ticket_grant_id, sold_at) ' +
        'where ticket_grant_id is not null',
    },
  ],
});
