import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { atLeastOne, Nullable, Paginated } from '../http/schemas.ts';
import { invalidNationalNumber, invalidPassNumber, searchTooWide } from '../passes/problems.ts';
import { searchPassholders } from './search-passholders.ts';

const SearchBody = Type.Object({
  uitpasNumber: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'any number of the card' }),
  ),
  chipNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  inszNumber: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'the national number' }),
  ),
  firstName: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'the last name' })),
  dateOfBirth: Type.Optional(Type.String({ format: 'date' })),
  email: Type.Optional(Type.String({ minLength: 1, maxLength: 254 })),
  organizerId: Type.Optional(Type.String({ format: 'uuid' })),
  ...atLeastOne,
});

const FoundPassholder = Type.Object({
  id: Type.String({ format: 'uuid' }),
  firstName: Type.String(),
  initial: Type.String({ description: 'of the last name' }),
  uitpasNumber: Nullable(Type.String({ description: 'of the active card, or else the last one' })),
});

/** `POST /passholders/search`: who is this, by what is in the body and never in the address. */
export async function passholderRoutes(api: Api): Promise<void> {
  api.post(
    '/passholders/search',
    {
      config: { permission: 'PASSHOLDERS_FIND', searches: true },
      schema: {
        summary: 'Find pass holders',
        description:
          'By a number of the card, the national number, an e-mail address, or first name, name ' +
          'and date of birth together; a holder fits everything that is asked. Names are ' +
          'compared whole, without case, accents and punctuation. Looking for a person is ' +
          'recorded, also at a holder whom a number found and a name does not fit.',
        tags: ['Passholders'],
        body: SearchBody,
        response: responses(
          { 200: Paginated(FoundPassholder) },
          searchTooWide,
          invalidPassNumber,
          invalidNationalNumber,
        ),
      },
    },
    async ({ caller, body }) => {
      const { organizerId: _, ...search } = body;
      return searchPassholders(api.core, caller, search);
    },
  );
}
