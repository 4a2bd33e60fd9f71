import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { paginate, Paginated, pagination } from '../http/schemas.ts';
import { cardSystemNotFound } from '../organizers/problems.ts';
import { CardSystemShape, showCardSystem, townsOfCardSystem } from './card-system-shape.ts';
import { townAt } from './postal-code.ts';
import { invalidPostalCode, postalCodeNotInCardSystem, postalCodeRequired } from './problems.ts';
import { searchCardSystems } from './search-card-systems.ts';

const postalCode = Type.String({ maxLength: 10 });

const Params = Type.Object({ cardSystemId: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });

const sorts = ['name', '-name', 'postalCode', '-postalCode'] as const;

/** The card systems of the UiTPAS API 4.0, and what is set for their towns. */
export async function cardSystemRoutes(api: Api): Promise<void> {
  addSearch(api);
  addReading(api);
  addSocialTariffSettings(api);
  addCitySettings(api);
}

function addSearch(api: Api): void {
  api.get(
    '/card-systems',
    {
      config: {
        anyClient: true,
        uitpas:
          '`sort=postalCode` orders by the difference of the postal codes as numbers, because ' +
          'this server has no map.',
      },
      schema: {
        summary: 'The card systems of this installation',
        tags: ['Card systems'],
        querystring: Type.Object({
          permanent: Type.Boolean({ default: true }),
          city: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })),
          postalCode: Type.Optional(Type.Array(postalCode, { maxItems: 100 })),
          sort: Type.Optional(Type.Union(sorts.map((sort) => Type.Literal(sort)))),
          postalCodeSort: Type.Optional(postalCode),
          ...pagination,
        }),
        response: responses(
          { 200: Paginated(CardSystemShape) },
          postalCodeRequired,
          invalidPostalCode,
        ),
      },
    },
    async ({ caller, query }) => paginate(searchCardSystems(caller.installation, query), query),
  );
}

function addReading(api: Api): void {
  api.get(
    '/card-systems/:cardSystemId',
    {
      config: { anyClient: true, uitpas: true },
      schema: {
        summary: 'A card system',
        tags: ['Card systems'],
        params: Params,
        response: responses({ 200: CardSystemShape }, answeredAs(404, cardSystemNotFound)),
      },
    },
    async ({ caller, params }) =>
      showCardSystem(townsOfCardSystem(caller.installation, params.cardSystemId)),
  );
}

function addSocialTariffSettings(api: Api): void {
  api.get(
    '/card-systems/:cardSystemId/social-tariff-settings',
    {
      config: { anyClient: true, uitpas: true },
      schema: {
        summary: 'Whether who lives at a postal code can have a pass without a card',
        tags: ['Card systems'],
        params: Params,
        querystring: Type.Object({ postalCode }),
        response: responses(
          {
            200: Type.Object({
              postalCode: Type.String(),
              allowsCardlessRegistration: Type.Boolean(),
            }),
          },
          invalidPostalCode,
          postalCodeNotInCardSystem,
          answeredAs(404, cardSystemNotFound),
        ),
      },
    },
    async ({ caller, params, query }) => {
      const towns = townsOfCardSystem(caller.installation, params.cardSystemId);
      const { config } = townAt(towns, query.postalCode);
      return {
        postalCode: query.postalCode,
        allowsCardlessRegistration: config.pass.digital === true,
      };
    },
  );
}

function addCitySettings(api: Api): void {
  api.get(
    '/card-systems/:cardSystemId/city-settings',
    {
      config: { anyClient: true, uitpas: true },
      schema: {
        summary: 'What is set for the towns of a card system',
        description: '`contactEmail` is empty for a town that has none configured.',
        tags: ['Card systems'],
        params: Params,
        querystring: Type.Object({
          postalCode: Type.Optional(Type.Array(postalCode, { maxItems: 100 })),
        }),
        response: responses(
          {
            200: Type.Array(
              Type.Object({
                city: Type.String(),
                allowsCardlessRegistration: Type.Boolean(),
                contactEmail: Type.String(),
              }),
            ),
          },
          invalidPostalCode,
          postalCodeNotInCardSystem,
          answeredAs(404, cardSystemNotFound),
        ),
      },
    },
    async ({ caller, params, query }) => {
      const towns = townsOfCardSystem(caller.installation, params.cardSystemId);
      const asked = query.postalCode?.map((code) => townAt(towns, code));
      return towns
        .filter((town) => asked?.includes(town) ?? true)
        .map(({ config }) => ({
          city: config.name,
          allowsCardlessRegistration: config.pass.digital === true,
          contactEmail: config.contactEmail ?? '',
        }));
    },
  );
}
