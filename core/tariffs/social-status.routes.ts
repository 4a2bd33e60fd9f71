import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { Nullable } from '../http/schemas.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { setSocialStatus } from './set-social-status.ts';

const STATUSES = ['ACTIVE', 'SUSPENDED', 'NONE'] as const;
const Status = Type.Unsafe<(typeof STATUSES)[number]>(Type.String({ enum: [...STATUSES] }));

/** `PUT /passholders/{id}/social-tariff`: for the service that manages it, and nobody else. */
export async function socialStatusRoutes(api: Api): Promise<void> {
  api.put(
    '/passholders/:id/social-tariff',
    {
      config: { permission: 'SOCIALTARIFF_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Grant, suspend or end the social tariff',
        description:
          'From a day on; what was recorded before stays. Only for the organizers that manage ' +
          'the social tariff of the municipality, and the holders who live or were registered ' +
          'there.',
        tags: ['Social tariff'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: Type.Object({
          status: Status,
          endDate: Type.Optional(
            Nullable(
              Type.String({ format: 'date', description: 'the last day before the grace period' }),
            ),
          ),
          effectiveFrom: Type.Optional(
            Type.String({ format: 'date', description: 'the first day; today when left out' }),
          ),
          organizerId: Type.Optional(Type.String({ format: 'uuid' })),
        }),
        response: responses(
          {
            200: Type.Object({
              status: Status,
              effectiveFrom: Type.String({ format: 'date' }),
              endDate: Nullable(Type.String({ format: 'date' })),
            }),
          },
          passholderNotFound,
        ),
      },
    },
    async ({ caller, params, body, command }) => {
      const { organizerId: _, ...decision } = body;
      return setSocialStatus(api.core, caller, { ...decision, passholderId: params.id, command });
    },
  );
}
