import { type Static, Type } from 'typebox';
import { actFor } from '../access/acting-organizer.ts';
import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import { callFunction } from '../database/call-function.ts';
import type { Api } from '../http/api.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { Paginated } from '../http/schemas.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { lookAtPerson } from '../persons/note-looks.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { joinAssociation } from './join-association.ts';
import { type Association, associationsFor } from './known-associations.ts';
import { type ListedMembership, listMemberships } from './list-memberships.ts';
import { associationNotFound, membershipNotFound, membershipNotPossible } from './problems.ts';

const uuid = Type.String({ format: 'uuid' });
const day = Type.String({ format: 'date' });
const Params = Type.Object({ passholderId: uuid });

const AssociationSchema = Type.Object({
  id: uuid,
  name: Type.String(),
  endDateType: Type.String({
    enum: ['CUSTOM', 'BASED_ON_DATE_OF_BIRTH', 'BASED_ON_REGISTRATION_DATE'],
  }),
});

const MembershipSchema = Type.Object({
  association: AssociationSchema,
  status: Type.String({ enum: ['ACTIVE', 'EXPIRED', 'NONE'] }),
  endDate: Type.Optional(day),
  renewable: Type.Boolean(),
  newEndDate: Type.Optional(day),
});

/** Memberships of associations, as the UiTPAS API 4.0 has them. */
export async function associationRoutes(api: Api): Promise<void> {
  addAssociations(api);
  addListing(api);
  addJoining(api);
  addLeaving(api);
}

function addAssociations(api: Api): void {
  api.get(
    '/associations',
    {
      config: { permission: 'ASSOCIATIONS', uitpas: true },
      schema: {
        summary: 'The associations whose members an organizer sees, or makes',
        tags: ['Associations'],
        querystring: Type.Object({
          organizerId: uuid,
          permission: Type.Union([Type.Literal('READ'), Type.Literal('WRITE')]),
        }),
        response: responses({ 200: Paginated(AssociationSchema) }),
      },
    },
    async ({ caller, query }) => {
      const member = associationsFor(caller, query.permission).map(showAssociation);
      return { totalItems: member.length, member };
    },
  );
}

function addListing(api: Api): void {
  api.get(
    '/passholders/:passholderId/association-memberships',
    {
      config: { permission: 'ASSOCIATIONS', uitpas: true },
      schema: {
        summary: 'The memberships of a pass holder that an organizer sees, and could make',
        description: 'Opening them is recorded as a look.',
        tags: ['Associations'],
        params: Params,
        querystring: Type.Object({
          organizerId: Type.Optional(uuid),
          organiserId: Type.Optional(
            Type.String({ format: 'uuid', description: 'the older spelling' }),
          ),
        }),
        response: responses({ 200: Type.Array(MembershipSchema) }, passholderNotFound, forbidden),
      },
    },
    async ({ caller, params, query }) => {
      const { organizerId, organiserId } = query;
      const isOlder = organizerId === undefined && organiserId !== undefined;
      const acting = isOlder ? actFor(caller, organiserId) : caller;
      const listed = await listMemberships(api.core, acting, params.passholderId);
      return listed.map(showMembership);
    },
  );
}

const JoiningBody = Type.Object({
  association: Type.Object({ id: uuid }),
  endDate: Type.Optional(day),
});

function addJoining(api: Api): void {
  const { core } = api;
  api.post(
    '/passholders/:passholderId/association-memberships',
    {
      config: { permission: 'ASSOCIATIONS', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Make a pass holder a member of an association, or renew the membership',
        tags: ['Associations'],
        params: Params,
        querystring: Type.Object({ organizerId: uuid }),
        body: JoiningBody,
        response: responses(
          { 201: Type.Null() },
          associationNotFound,
          membershipNotPossible,
          passholderNotFound,
        ),
      },
    },
    async ({ caller, params, body, command }, reply) => {
      const { cardSystemId } = caller;
      const answerAgain = async (): Promise<void> => {};
      const repeatable = { cardSystemId, kind: 'association-join', command, answerAgain };
      await unlessDoneBefore(core, repeatable, async () => {
        const association = writableOf(caller, body.association.id);
        const { endDate } = body;
        await joinAssociation(core, caller, { ...params, association, endDate, command });
      });
      // A null would be sent as JSON: UiTPAS publishes an answer without a body.
      return reply.code(201).send(undefined as unknown as null);
    },
  );
}

function addLeaving(api: Api): void {
  const { core } = api;
  api.delete(
    '/passholders/:passholderId/association-memberships/:associationId',
    {
      config: { permission: 'ASSOCIATIONS', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Remove a membership of a pass holder',
        tags: ['Associations'],
        params: Type.Object({ passholderId: uuid, associationId: uuid }),
        querystring: Type.Object({ organizerId: uuid }),
        response: responses(
          { 204: Type.Null() },
          answeredAs(404, associationNotFound),
          membershipNotFound,
          passholderNotFound,
        ),
      },
    },
    async ({ caller, params, command }, reply) => {
      await callFunction(core.pool, 'core.leave_association', [
        caller.cardSystemId,
        params.passholderId,
        caller.municipality.id,
        writableOf(caller, params.associationId).id,
        JSON.stringify(lookAtPerson(core, caller)),
        command.key,
        command.hash,
      ]);
      return reply.code(204).send(null);
    },
  );
}

/** @throws Problem `association-not-found`, alike for one that others write and for none */
function writableOf(caller: Caller, id: string): Association {
  const found = associationsFor(caller, 'WRITE').find((one) => one.id === id);
  if (!found) throw associationNotFound();
  return found;
}

function showAssociation({ id, settings }: Association): Static<typeof AssociationSchema> {
  return { id, name: settings.name, endDateType: settings.endDateType };
}

function showMembership(membership: ListedMembership): Static<typeof MembershipSchema> {
  const { association, status, endDate, isRenewable: renewable, newEndDate } = membership;
  return {
    association: showAssociation(association),
    status,
    ...(endDate !== null && { endDate }),
    renewable,
    ...(newEndDate !== null && { newEndDate }),
  };
}
