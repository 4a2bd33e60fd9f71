import { Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { Nullable } from '../http/schemas.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { addAlias } from './add-alias.ts';
import { readPassIdentifier } from './pass-identifier.ts';
import { cardNotAwaited, invalidPassNumber, passNotFound, passNumberTaken } from './problems.ts';
import { receiveStock } from './receive-stock.ts';

const number = Type.String({ minLength: 1, maxLength: 64 });

/** `POST /cards/stock` and `POST /passholders/{id}/aliases`: cards that come, and old numbers. */
export async function stockRoutes(api: Api): Promise<void> {
  addReceiving(api);
  addAliases(api);
}

function addReceiving(api: Api): void {
  api.post(
    '/cards/stock',
    {
      config: { permission: 'CARDS_STOCK_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Receive printed cards in the stock',
        description:
          'All of them or none; the same delivery again changes nothing. From then on a desk can ' +
          'give them out.',
        tags: ['Cards'],
        body: Type.Object({
          cards: Type.Array(
            Type.Object({
              uitpasNumber: number,
              chipNumber: Type.Optional(
                Nullable(
                  Type.String({ minLength: 1, maxLength: 64, description: 'if it has one' }),
                ),
              ),
            }),
            { minItems: 1, maxItems: 1000 },
          ),
        }),
        response: responses(
          { 204: Type.Null() },
          invalidPassNumber,
          passNotFound,
          cardNotAwaited,
          passNumberTaken,
        ),
      },
    },
    async ({ caller, body, command }, reply) => {
      const cards = body.cards.map(({ uitpasNumber, chipNumber = null }) => ({
        number: readPassIdentifier(uitpasNumber),
        chipNumber,
      }));
      await receiveStock(api.core, { cardSystemId: caller.cardSystemId, cards, command });
      return reply.code(204).send(null);
    },
  );
}

function addAliases(api: Api): void {
  api.post(
    '/passholders/:id/aliases',
    {
      config: { permission: 'PASSHOLDERS_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Let an old number find a pass holder',
        description:
          'For desks where old numbers that betray poverty resolve (registration, welfare): at ' +
          'any other it would show which numbers do. A discreet one is found by those desks only.',
        tags: ['Passholders'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: Type.Object({
          number: Type.String({
            pattern: '^[A-Za-z0-9 .:-]{1,64}$',
            'x-form': 'a number of at most 64 letters, digits, spaces, dots, colons and hyphens',
            description: 'as it stands on the old card',
          }),
          discreet: Type.Boolean({ description: 'it betrays poverty: few desks resolve it' }),
        }),
        response: responses(
          { 204: Type.Null() },
          forbidden,
          invalidPassNumber,
          passholderNotFound,
          passNumberTaken,
        ),
      },
    },
    async ({ caller, params, body, command }, reply) => {
      if (!caller.resolvesDiscreetAliases) {
        throw forbidden({ detail: 'old numbers are for registration and welfare desks' });
      }
      if (readPassIdentifier(body.number) === '') {
        throw invalidPassNumber({ jsonPointer: '/number' });
      }
      await addAlias(api.core, caller, {
        passholderId: params.id,
        number: body.number,
        isDiscreet: body.discreet,
        command,
      });
      return reply.code(204).send(null);
    },
  );
}
