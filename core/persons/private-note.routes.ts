import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { changePrivate } from './change-private.ts';
import { readPrivate } from './read-private.ts';

const Params = Type.Object({ passholderId: Type.String({ format: 'uuid' }) });

/** The private properties of the UiTPAS API 4.0: the note of the desk about a holder. */
export async function privateNoteRoutes(api: Api): Promise<void> {
  api.get(
    '/passholders/:passholderId/private',
    {
      config: { permission: 'PASSHOLDERS_PRIVATE_READ', uitpas: true },
      schema: {
        summary: 'The private note about a pass holder of the own municipality',
        description: 'Opening it is recorded as a look.',
        tags: ['Passholders'],
        params: Params,
        response: responses(
          {
            200: Type.Object({
              id: Type.String({ format: 'uuid' }),
              note: Type.Optional(Type.String()),
            }),
          },
          passholderNotFound,
        ),
      },
    },
    async ({ caller, params }) => {
      const { note } = await readPrivate(api.core, caller, params.passholderId);
      return { id: params.passholderId, ...(note !== null && { note }) };
    },
  );

  api.put(
    '/passholders/:passholderId/private',
    {
      config: { permission: 'PASSHOLDERS_PRIVATE_WRITE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Change the private note about a pass holder of the own municipality',
        description: 'Without a note, or with an empty one, there is none any more.',
        tags: ['Passholders'],
        params: Params,
        body: Type.Object({ note: Type.Optional(Type.String({ maxLength: 2000 })) }),
        response: responses({ 204: Type.Null() }, passholderNotFound),
      },
    },
    async ({ caller, params, body, command }, reply) => {
      const { note = '' } = body;
      const details = { note: note === '' ? null : note };
      await changePrivate(api.core, caller, { ...params, details, command });
      return reply.code(204).send(null);
    },
  );
}
