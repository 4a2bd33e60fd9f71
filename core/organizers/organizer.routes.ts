import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { paginate, Paginated, pagination } from '../http/schemas.ts';
import { OrganizerSchema, showOrganizer } from './organizer-shape.ts';
import { cardSystemNotFound, groupNotFound, organizerNotFound } from './problems.ts';
import { searchOrganizers } from './search-organizers.ts';

/** The organizers of the card system, as UiTPAS lists them and shows one. */
export async function organizerRoutes(api: Api): Promise<void> {
  addListing(api);
  addReading(api);
}

function addReading(api: Api): void {
  api.get(
    '/organizers/:id',
    {
      config: { permission: 'ORGANIZERS_SEARCH', uitpas: true },
      schema: {
        summary: 'An organizer of the card system',
        tags: ['Organizers'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: responses({ 200: OrganizerSchema }, organizerNotFound),
      },
    },
    async ({ caller, params }) => {
      const found = caller.installation.organizer(params.id);
      if (found?.municipality.cardSystemId !== caller.cardSystemId) throw organizerNotFound();
      return showOrganizer(found.municipality, found.key);
    },
  );
}

function addListing(api: Api): void {
  api.get(
    '/organizers',
    {
      config: { permission: 'ORGANIZERS_SEARCH', uitpas: true },
      schema: {
        summary: 'Organizers of the card system',
        tags: ['Organizers'],
        querystring: Type.Object({
          name: Type.Optional(
            Type.String({ maxLength: 200, description: '`*` stands for any text' }),
          ),
          cardSystemId: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
          groupId: Type.Optional(Type.Integer({ maximum: 2_147_483_647 })),
          'sort[name]': Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
          ...pagination,
        }),
        response: responses({ 200: Paginated(OrganizerSchema) }, cardSystemNotFound, groupNotFound),
      },
    },
    async ({ caller, query }) => {
      const { name, cardSystemId = caller.cardSystemId, groupId, 'sort[name]': order } = query;
      if (cardSystemId !== caller.cardSystemId) throw cardSystemNotFound();
      if (groupId !== undefined) throw groupNotFound();
      const organizers = searchOrganizers(caller, { name, order });
      return paginate(organizers, query);
    },
  );
}
