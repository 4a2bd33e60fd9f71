import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { responses } from '../http/responses.ts';
import { placeNotFound } from '../organizers/problems.ts';
import { passNotFound, passOfAnotherCardSystem } from '../passes/problems.ts';
import { factErased } from '../points/problems.ts';
import { cardNeeded, roleNotFound, useRefused } from './problems.ts';
import { RoleUseSchema, showUse } from './role-shapes.ts';
import { useRole } from './use-role.ts';

const uuid = Type.String({ format: 'uuid' });

const UseBody = Type.Object({
  card: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      description:
        'any number of the card that was shown; only the owner of the role may leave it ' +
        'out, and not of a role that follows from facts',
    }),
  ),
  placeId: Type.Optional(uuid),
  allowance: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'when the role has several' }),
  ),
  amount: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 10_000_000,
      description: 'turns, one when left out; or cents',
    }),
  ),
  toPayCents: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 10_000_000,
      description:
        'what the holder still has to pay there: no more than that is paid with the role; ' +
        'of some allowances it must be told',
    }),
  ),
  organizerId: Type.Optional(
    Type.String({
      format: 'uuid',
      description: 'on whose behalf; your default when left out',
    }),
  ),
});

/** `POST /roles/{id}/uses`: a turn at the turnstile, an amount at the till. */
export function addUses(api: Api): void {
  const { core } = api;

  api.post(
    '/roles/:id/uses',
    {
      config: { permission: 'ROLES_USE', idempotency: 'required' },
      schema: {
        summary: 'Use a turn or an amount of a role',
        tags: ['Roles'],
        params: Type.Object({ id: uuid }),
        body: UseBody,
        response: responses(
          { 201: RoleUseSchema },
          roleNotFound,
          cardNeeded,
          passNotFound,
          passOfAnotherCardSystem,
          placeNotFound,
          invalidData,
          useRefused,
          factErased,
        ),
      },
    },
    async ({ body, caller, command, params }, reply) => {
      const { organizerId: _, ...asked } = body;
      const use = await useRole(core, caller, { ...asked, roleId: params.id, command });
      return reply.code(201).send(showUse(use));
    },
  );
}
