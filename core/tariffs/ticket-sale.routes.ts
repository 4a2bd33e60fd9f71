import { type Static, Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import { eventNotFound, maximumReached } from '../events/problems.ts';
import { paymentMeans } from '../contract/settings.ts';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { invalidCardStatus, passholderNoActiveCardSystems } from '../passes/problems.ts';
import { factErased } from '../points/problems.ts';
import { roleNotFound, useRefused } from '../roles/problems.ts';
import { cancelSale } from './cancel-sale.ts';
import { centsOfEuro, euroOf } from './euro.ts';
import { MAX_TICKETS, NEUTRAL_TARIFF } from './neutral-tariff.ts';
import {
  invalidCoupon,
  invalidUitpasNumber,
  tariffExpired,
  tariffInvalid,
  ticketSaleNotFound,
} from './problems.ts';
import { sellTickets, type SoldTicket } from './sell-tickets.ts';
import type { TicketOrder } from './ticket-facts.ts';

const uuid = Type.String({ format: 'uuid' });

/** Who acts, and by which means money is taken or given back. */
const acting = {
  organizerId: Type.Optional(
    Type.String({ format: 'uuid', description: 'on whose behalf; your default when left out' }),
  ),
  means: Type.Optional(
    paymentMeans({
      description: 'how the money goes; the usual means of the organizer when left out',
    }),
  ),
};

const AllowanceRequest = Type.Object({
  roleId: uuid,
  allowance: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'when several of the role pay here' }),
  ),
  cents: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
});

const TicketSaleRequest = Type.Object({
  uitpasNumber: Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
  eventId: uuid,
  regularPrice: Type.Number({
    minimum: 0,
    maximum: 100_000,
    description: 'before any discount, in euro, at most two decimals',
  }),
  regularPriceLabel: Type.Optional(Type.String({ maxLength: 200 })),
  tariff: Type.Object({
    id: Type.String({
      minLength: 1,
      maxLength: 512,
      description: 'as the price was given with it',
    }),
  }),
  allowances: Type.Optional(
    Type.Array(AllowanceRequest, {
      maxItems: 10,
      description:
        'our own addition to UiTPAS: what pays a part of what the holder has to pay, in this order',
    }),
  ),
});

const TicketSale = Type.Object({
  id: uuid,
  creationDate: Type.String({ format: 'date-time' }),
  uitpasNumber: Type.String(),
  eventId: uuid,
  regularPrice: Type.Number({ minimum: 0 }),
  regularPriceLabel: Type.Optional(Type.String()),
  tariff: Type.Object({
    id: Type.String(),
    name: Type.String(),
    price: Type.Number({
      minimum: 0,
      description: 'what the holder pays, in euro, before any allowance',
    }),
    type: Type.String({ enum: ['SOCIALTARIFF', 'COUPON'] }),
  }),
  allowances: Type.Optional(
    Type.Array(AllowanceRequest, { description: 'as they were named; absent when none was' }),
  ),
  toPayCents: Type.Optional(
    Type.Integer({ minimum: 0, description: 'what is left for the holder, beside `allowances`' }),
  ),
});

/** The ticket sales of the UiTPAS API 4.0: registering them, and cancelling one. */
export async function ticketSaleRoutes(api: Api): Promise<void> {
  const { core } = api;

  api.post(
    '/ticket-sales',
    {
      config: { permission: 'TICKETSALES_REGISTER', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Sell tickets at the prices that were given, all of them or none',
        tags: ['Ticket sales'],
        querystring: Type.Object(acting),
        body: Type.Array(TicketSaleRequest, { minItems: 1, maxItems: MAX_TICKETS }),
        response: responses(
          { 200: Type.Array(TicketSale) },
          answeredAs(400, eventNotFound, roleNotFound),
          forbidden,
          invalidCardStatus,
          invalidCoupon,
          invalidUitpasNumber,
          maximumReached,
          passholderNoActiveCardSystems,
          tariffExpired,
          tariffInvalid,
          useRefused,
          factErased,
        ),
      },
    },
    async ({ body, query, caller, command }) => {
      const tickets = body.map(orderOf);
      const sold = await sellTickets(core, caller, { tickets, means: query.means, command });
      return sold.map(showSale);
    },
  );

  api.delete(
    '/ticket-sales/:ticketSaleId',
    {
      config: { permission: 'TICKETSALES_REGISTER', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Cancel a ticket sale and give its money back',
        tags: ['Ticket sales'],
        params: Type.Object({ ticketSaleId: uuid }),
        querystring: Type.Object(acting),
        response: responses({ 204: Type.Null() }, ticketSaleNotFound),
      },
    },
    async ({ params, query, caller, command }, reply) => {
      await cancelSale(core, caller, { id: params.ticketSaleId, means: query.means, command });
      return reply.code(204).send(null);
    },
  );
}

/** @throws Problem `invalid-data` for a price that is no whole number of cents */
function orderOf(sale: Static<typeof TicketSaleRequest>, at: number): TicketOrder {
  const regularPriceCents = centsOfEuro(sale.regularPrice);
  if (regularPriceCents === undefined) {
    const jsonPointer = `/${at}/regularPrice`;
    throw invalidData({
      detail:
        `${sale.regularPrice} at ${jsonPointer} is no amount of euro ` +
        'with two decimals at most',
      jsonPointer,
    });
  }
  const { uitpasNumber: card, eventId, regularPriceLabel = null, tariff, allowances } = sale;
  return { card, eventId, regularPriceCents, regularPriceLabel, tariffId: tariff.id, allowances };
}

function showSale({ id, soldAt, cardNumber, paidCents, order }: SoldTicket) {
  const { allowances = [], eventId, regularPriceCents, regularPriceLabel, tariffId } = order;
  const allowedCents = allowances.reduce((sum, { cents }) => sum + cents, 0);
  const price = euroOf(paidCents + allowedCents);
  return {
    id,
    creationDate: soldAt,
    uitpasNumber: cardNumber,
    eventId,
    regularPrice: euroOf(regularPriceCents),
    ...(regularPriceLabel !== null && { regularPriceLabel }),
    tariff: { id: tariffId, ...NEUTRAL_TARIFF, price },
    ...(allowances.length > 0 && { allowances: [...allowances], toPayCents: paidCents }),
  };
}
