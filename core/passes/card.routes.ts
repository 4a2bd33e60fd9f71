import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { Nullable } from '../http/schemas.ts';
import { blockCard } from './block-card.ts';
import {
  cardNotInStock,
  invalidCardStatus,
  invalidPassNumber,
  passAlreadyReplaced,
  passNotFound,
  passNumberTaken,
  passOfAnotherCardSystem,
} from './problems.ts';
import { replaceCard } from './replace-card.ts';

const ChangedCardResponse = Type.Object({
  uitpasNumber: Type.String(),
  status: Type.String({ enum: ['ACTIVE', 'BLOCKED'] }),
  passholderId: Type.String({ format: 'uuid' }),
  replacedUitpasNumber: Nullable(
    Type.String({ description: 'the number of the card that it replaced' }),
  ),
});

const CardParams = Type.Object({
  number: Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
});

/** `POST /cards/{number}/block` and `POST /cards/{number}/replace`: for a card that was lost. */
export async function cardRoutes(api: Api): Promise<void> {
  api.post(
    '/cards/:number/block',
    {
      config: { permission: 'CARDS_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Block a card',
        description: 'It grants nothing from now on. A card that is blocked already stays so.',
        tags: ['Cards'],
        params: CardParams,
        response: responses(
          { 200: ChangedCardResponse },
          passNotFound,
          passOfAnotherCardSystem,
          invalidCardStatus,
        ),
      },
    },
    async ({ caller, params, command }) =>
      blockCard(api.core, caller, { card: params.number, command }),
  );

  api.post(
    '/cards/:number/replace',
    {
      config: { permission: 'CARDS_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Replace a card',
        description:
          'In one action the card is blocked and its holder gets the new one. Roles, points and ' +
          'history stay with the holder. Answers the new card.',
        tags: ['Cards'],
        params: CardParams,
        body: Type.Object({
          newNumber: Type.String({
            minLength: 1,
            maxLength: 64,
            description: 'of a card in the stock, or a pass number that nobody has yet',
          }),
        }),
        response: responses(
          { 200: ChangedCardResponse },
          invalidPassNumber,
          passNotFound,
          passOfAnotherCardSystem,
          invalidCardStatus,
          passAlreadyReplaced,
          cardNotInStock,
          passNumberTaken,
        ),
      },
    },
    async ({ caller, params, body, command }) =>
      replaceCard(api.core, caller, {
        card: params.number,
        newNumber: body.newNumber,
        command,
      }),
  );
}
