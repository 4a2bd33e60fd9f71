import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { chooseInterests } from './choose-interests.ts';
import { type Interest, INTERESTS } from './interest.ts';

const Interests = Type.Object({
  interests: Type.Array(Type.Unsafe<Interest>(Type.String({ enum: [...INTERESTS] })), {
    maxItems: INTERESTS.length,
    description: 'all that are on; none is none',
  }),
});

/** `PUT /passholders/{id}/interests`: by what a holder wants rewards to be recommended. */
export async function interestRoutes(api: Api): Promise<void> {
  api.put(
    '/passholders/:id/interests',
    {
      config: { permission: 'INTERESTS_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Switch the interests of a holder on or off, as the holder asks',
        description:
          'Rewards are recommended by these alone. They are off until the holder asks for them, ' +
          'and shown to nobody else.',
        tags: ['Passholders'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: Interests,
        response: responses({ 200: Interests }, passholderNotFound),
      },
    },
    async ({ body: { interests }, caller, command, params: { id: passholderId } }) => ({
      interests: await chooseInterests(api.core, caller, { passholderId, interests, command }),
    }),
  );
}
