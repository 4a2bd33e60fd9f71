import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { paginate, Paginated, pagination } from '../http/schemas.ts';
import { OrganizerSchema } from './organizer-shape.ts';
import { cardSystemNotFound, groupNotFound } from './problems.ts';
import { searchOrganizers } from './search-organizers.ts';

/** `GET /organizers`: the organizers of the card system, as UiTPAS lists them. */
export async function organizerRoutes(api: Api): Promise<void> {
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
