import { type Static, Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import type { Cents } from '../contract/money.ts';
import { eventNotFound } from '../events/problems.ts';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { TextSchema } from '../http/schemas.ts';
import { invalidCardStatus, passholderNoActiveCardSystems } from '../passes/problems.ts';
import { centsOfEuro, euroOf } from './euro.ts';
import { listStaticTariffs } from './list-static-tariffs.ts';
import { listTariffs, type Tariffs } from './list-tariffs.ts';
import {
  invalidUitpasNumber,
  socialTariffExpired,
  socialTariffNotAvailable,
  socialTariffSuspended,
} from './problems.ts';

const uuid = Type.String({ format: 'uuid' });

const TariffsShape = Type.Object({
  available: Type.Array(
    Type.Object({
      id: Type.String({ description: 'opaque, of one length; sells at this price for 96 hours' }),
      name: Type.String(),
      price: Type.Number({ minimum: 0, description: 'what the holder pays, in euro' }),
      type: Type.String({ enum: ['SOCIALTARIFF', 'COUPON'] }),
      remaining: Type.Integer({
        minimum: 0,
        description: 'how many tickets at this price; 100, as one request sells, without a limit',
      }),
    }),
  ),
  endUserMessage: Type.Optional(TextSchema),
});

const asked = {
  eventId: uuid,
  regularPrice: Type.Number({
    minimum: 0,
    maximum: 100_000,
    description: 'before any discount, in euro, at most two decimals',
  }),
  organizerId: Type.Optional(
    Type.String({ format: 'uuid', description: 'on whose behalf; your default when left out' }),
  ),
};

const DIFFERENT =
  'the best price is one tariff of type `COUPON` under an opaque id for every holder, also at the ' +
  'full price and whatever made it; only a client that holds `SOCIALTARIFF_READ` is told the ' +
  'social tariff by its type, gets no tariff where nothing is lowered, and hears that a social ' +
  'tariff ended when it asks for type `SOCIALTARIFF`. `remaining` is 100, as many as one request ' +
  'sells, where nothing limits it.';

/** The tariffs of the UiTPAS API 4.0: of a holder, and of whoever it might be. */
export async function tariffRoutes(api: Api): Promise<void> {
  addOfHolder(api);
  addStatic(api);
}

function addOfHolder(api: Api): void {
  api.get(
    '/tariffs',
    {
      config: { permission: 'TARIFFS_READ', uitpas: DIFFERENT },
      schema: {
        summary: 'What an event costs the holder of a card, and with which coupons',
        tags: ['Ticket sales'],
        querystring: Type.Object({
          ...asked,
          uitpasNumber: Type.String({
            minLength: 1,
            maxLength: 64,
            description: 'any number of the card',
          }),
          type: Type.Union(
            [Type.Literal('ANY'), Type.Literal('SOCIALTARIFF'), Type.Literal('COUPON')],
            { default: 'ANY' },
          ),
        }),
        response: responses(
          { 200: TariffsShape },
          answeredAs(400, eventNotFound),
          forbidden,
          invalidCardStatus,
          invalidUitpasNumber,
          passholderNoActiveCardSystems,
          socialTariffExpired,
          socialTariffSuspended,
        ),
      },
    },
    async ({ caller, query }) => {
      const { eventId, regularPrice, type, uitpasNumber: card } = query;
      const regularPriceCents = centsAsked(regularPrice);
      const question = { card, eventId, regularPriceCents, type };
      return showTariffs(await listTariffs(api.core, caller, question));
    },
  );
}

function addStatic(api: Api): void {
  api.get(
    '/tariffs/static',
    {
      config: {
        permission: 'TARIFFS_READ',
        uitpas:
          'the id sells no ticket: a price is promised to a holder, by `GET /tariffs`. ' +
          '`remaining` is 100, as many as one request sells, where the event sets no limit.',
      },
      schema: {
        summary: 'The social tariff of an event, whoever it is for',
        tags: ['Ticket sales'],
        querystring: Type.Object(asked),
        response: responses(
          { 200: TariffsShape },
          answeredAs(400, eventNotFound),
          forbidden,
          socialTariffNotAvailable,
        ),
      },
    },
    async ({ caller, query }) => {
      const { eventId, regularPrice } = query;
      const regularPriceCents = centsAsked(regularPrice);
      return showTariffs(await listStaticTariffs(api.core, caller, { eventId, regularPriceCents }));
    },
  );
}

/** @throws Problem `invalid-data` for a price that is no whole number of cents */
function centsAsked(euro: number): Cents {
  const cents = centsOfEuro(euro);
  if (cents !== undefined) return cents;
  const detail = `query parameter regularPrice: ${euro} has more than two decimals`;
  throw invalidData({ detail });
}

function showTariffs({ available, endUserMessage }: Tariffs): Static<typeof TariffsShape> {
  return {
    available: available.map(({ priceCents, ...tariff }) => {
      return { ...tariff, price: euroOf(priceCents) };
    }),
    ...(endUserMessage && { endUserMessage }),
  };
}
