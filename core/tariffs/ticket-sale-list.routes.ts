import { Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { responses } from '../http/responses.ts';
import { Paginated, pagination } from '../http/schemas.ts';
import { euroOf } from './euro.ts';
import { type ListedTicketSale, listTicketSales } from './list-ticket-sales.ts';
import { NEUTRAL_TARIFF } from './neutral-tariff.ts';

const uuid = Type.String({ format: 'uuid' });

const Listed = Type.Object({
  id: uuid,
  creationDate: Type.String({ format: 'date-time' }),
  uitpasNumber: Type.String(),
  eventId: uuid,
  eventTitle: Type.String(),
  regularPrice: Type.Number({ minimum: 0 }),
  regularPriceLabel: Type.Optional(Type.String()),
  tariff: Type.Object({
    id: Type.String({ description: 'of this sale; it sells nothing again' }),
    name: Type.Optional(Type.String()),
    price: Type.Optional(
      Type.Number({ minimum: 0, description: 'in euro, before any allowance; of your own sales' }),
    ),
    type: Type.Optional(Type.String({ enum: ['SOCIALTARIFF', 'COUPON'] })),
  }),
});

/** `GET /ticket-sales` of the UiTPAS API 4.0: what was sold today. */
export async function ticketSaleListRoutes(api: Api): Promise<void> {
  api.get(
    '/ticket-sales',
    {
      config: {
        permission: 'TICKETSALES_SEARCH',
        uitpas:
          'only the sales of the events of the own organizers, and only of today; without ' +
          '`passholder`, and with the price of what the own organizers sold themselves: what a ' +
          'pass holder bought elsewhere or before is not for desks to see, nor what somebody bought ' +
          'who was erased since. `tariff.id` names the ' +
          'sale, and sells nothing again.',
      },
      schema: {
        summary: 'The ticket sales of your own events, of today',
        tags: ['Ticket sales'],
        querystring: Type.Object({
          eventId: Type.Optional(uuid),
          passholderId: Type.Optional(uuid),
          organizerId: Type.Optional(Type.Array(uuid, { minItems: 1, maxItems: 50 })),
          eventTitle: Type.Optional(Type.String({ maxLength: 200 })),
          ...pagination,
        }),
        response: responses({ 200: Paginated(Listed) }, forbidden),
      },
    },
    async ({ caller, query }) => {
      const { eventId = null, passholderId = null, organizerId: organizerIds = null } = query;
      const { eventTitle = null, start, limit } = query;
      if (eventId === null && passholderId === null) {
        throw invalidData({ detail: 'query parameters eventId, passholderId: send one at least' });
      }
      if (passholderId !== null && organizerIds === null) {
        throw invalidData({ detail: 'query parameter organizerId is missing beside passholderId' });
      }
      const search = { eventId, passholderId, organizerIds, eventTitle, start, limit };
      const { totalItems, member } = await listTicketSales(api.core, caller, search);
      return { totalItems, member: member.map(showListed) };
    },
  );
}

function showListed(sale: ListedTicketSale) {
  const { eventId, eventTitle, id, priceCents, regularPriceLabel, uitpasNumber } = sale;
  return {
    id,
    creationDate: sale.soldAt.toISOString(),
    uitpasNumber,
    eventId,
    eventTitle,
    regularPrice: euroOf(sale.regularPriceCents),
    ...(regularPriceLabel !== null && { regularPriceLabel }),
    tariff: { id, ...(priceCents !== null && { ...NEUTRAL_TARIFF, price: euroOf(priceCents) }) },
  };
}
