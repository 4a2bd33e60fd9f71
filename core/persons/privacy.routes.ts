import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { Nullable, Paginated, pagination } from '../http/schemas.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { eraseHolder } from './erase-holder.ts';
import { exportHolder } from './export-holder.ts';
import { HolderExport } from './holder-export.ts';
import { listLooks } from './list-looks.ts';
import { passholderHasOpenPayments } from './problems.ts';

const uuid = Type.String({ format: 'uuid' });

const ListedLook = Type.Object({
  lookedAt: Type.String({ format: 'date-time' }),
  clientId: Type.String(),
  clientName: Nullable(Type.String()),
  organizer: Nullable(Type.Object({ id: uuid, name: Type.String() })),
  subject: Type.String({ enum: ['person', 'billing-fact'] }),
  reason: Nullable(Type.String()),
});

/** What holders may ask of their own: all that is kept, who looked, and to be forgotten. */
export async function privacyRoutes(api: Api): Promise<void> {
  addExport(api);
  addLooks(api);
  addErasure(api);
}

function addExport(api: Api): void {
  api.get(
    '/passholders/:id/export',
    {
      config: { permission: 'PASSHOLDERS_EXPORT' },
      schema: {
        summary: 'Everything that is kept of a pass holder, for that person to read',
        description:
          'For the holders who live or were registered in your municipality. It has everything, ' +
          'the social tariff and hidden roles too: give it to the person only. That it was ' +
          'exported is recorded.',
        tags: ['Privacy'],
        params: Type.Object({ id: uuid }),
        response: responses({ 200: HolderExport }, passholderNotFound),
      },
    },
    async ({ caller, params }) => exportHolder(api.core, caller, params.id),
  );
}

function addLooks(api: Api): void {
  api.get(
    '/passholders/:id/looks',
    {
      config: { permission: 'PASSHOLDERS_LOOKS_READ' },
      schema: {
        summary: 'Who looked at a pass holder, the last first',
        description:
          "For the holder's own question, of those who live or were registered in your " +
          'municipality. Older looks are kept as counts.',
        tags: ['Privacy'],
        params: Type.Object({ id: uuid }),
        querystring: Type.Object(pagination),
        response: responses({ 200: Paginated(ListedLook) }, passholderNotFound),
      },
    },
    async ({ caller, params, query }) =>
      listLooks(api.core, caller, { ...query, passholderId: params.id }),
  );
}

function addErasure(api: Api): void {
  api.delete(
    '/passholders/:passholderId',
    {
      config: {
        permission: 'PASSHOLDERS_DELETE',
        uitpas:
          'what is still to be paid on a statement refuses it (409), and an erased pass holder ' +
          'leaves amounts without a name behind, as the law on accounting asks.',
        idempotency: 'optional',
      },
      schema: {
        summary: 'Erase a pass holder',
        description:
          'Whoever lives or was registered in your municipality. Roles end, cards are of no use ' +
          'any more, and nothing says any longer who it was.',
        tags: ['Passholders'],
        params: Type.Object({ passholderId: uuid }),
        response: responses({ 204: Type.Null() }, passholderNotFound, passholderHasOpenPayments),
      },
    },
    async ({ caller, params, command }, reply) => {
      const { passholderId } = params;
      await eraseHolder(api.core, caller, { passholderId, command });
      return reply.code(204).send(null);
    },
  );
}
