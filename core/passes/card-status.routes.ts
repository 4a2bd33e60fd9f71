import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { responses } from '../http/responses.ts';
import { CardSystemShape } from '../municipalities/card-system-shape.ts';
import { parseChipNumber } from './chip-number.ts';
import { invalidPassNumber, passNotFound, passOfAnotherCardSystem } from './problems.ts';
import { readCardStatus } from './read-card-status.ts';

const number = Type.Optional(Type.String({ minLength: 1, maxLength: 64 }));

/** `GET /cards` of the UiTPAS API 4.0: what became of a card, and nothing of who has it. */
export async function cardStatusRoutes(api: Api): Promise<void> {
  api.get(
    '/cards',
    {
      config: {
        permission: 'CARDS_READ',
        uitpas:
          '`socialTariff` is false for every card, because cards of all kinds come from one ' +
          'stock and none of them tells who is poor.',
      },
      schema: {
        summary: 'The status of a card',
        tags: ['Cards'],
        querystring: Type.Object({ uitpasNumber: number, chipNumber: number }),
        response: responses(
          {
            200: Type.Object({
              uitpasNumber: Type.String(),
              cardSystem: CardSystemShape,
              cardType: Type.String({ enum: ['NFC_CARD', 'DIGITAL'] }),
              status: Type.String({
                enum: ['PROVISIONED', 'LOCAL_STOCK', 'ACTIVE', 'BLOCKED', 'DELETED'],
              }),
              socialTariff: Type.Boolean(),
            }),
          },
          invalidPassNumber,
          passNotFound,
          passOfAnotherCardSystem,
        ),
      },
    },
    async ({ caller, query }) => {
      const { uitpasNumber, chipNumber } = query;
      if ((uitpasNumber === undefined) === (chipNumber === undefined)) {
        throw invalidData({ detail: 'name a card by uitpasNumber or by chipNumber, one of them' });
      }
      const chip = chipNumber === undefined ? undefined : parseChipNumber(chipNumber);
      if (chipNumber !== undefined && chip === undefined) {
        throw invalidPassNumber({ detail: 'query parameter chipNumber is no chip number' });
      }
      return readCardStatus(api.core, caller, uitpasNumber ?? chip ?? '');
    },
  );
}
