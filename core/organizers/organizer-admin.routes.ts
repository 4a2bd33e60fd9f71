import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { mayActFor } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import type { Api } from '../http/api.ts';
import { callForJson, callFunction } from '../database/call-function.ts';
import { responses } from '../http/responses.ts';
import { Paginated, pagination } from '../http/schemas.ts';
import { emailKey } from '../persons/email-key.ts';
import { assertMayAddAdmin } from './assert-may-add-admin.ts';
import { organizerAdminNotFound, organizerNotFound } from './problems.ts';

const userId = Type.String({
  minLength: 1,
  maxLength: 128,
  description: 'of the identity provider where it was given, or else made here',
});

const AdminSchema = Type.Object({
  userId: Type.Optional(userId),
  email: Type.String({ format: 'email', maxLength: 254 }),
  type: Type.Union([Type.Literal('MEMBER'), Type.Literal('ADMIN')]),
});

const Params = Type.Object({ organizerId: Type.String({ format: 'uuid' }) });

const DIFFERENT =
  'who is added by an e-mail address alone has a `userId` that is made here, because nobody need ' +
  'have signed in with it yet; an admin may do for the organizer what the client may by which one ' +
  'signs in, and a client that may not do all of that adds nobody.';

/** The users who may act for an organizer, as UiTPAS lists, adds and removes them. */
export async function organizerAdminRoutes(api: Api): Promise<void> {
  addListing(api);
  addAdding(api);
  addRemoving(api);
}

/** Alike for one of somebody else and for one that does not exist. */
function assertOwn(caller: Caller, organizerId: string): void {
  if (!mayActFor(caller, organizerId)) throw organizerNotFound();
}

function addListing(api: Api): void {
  const { core } = api;
  api.get(
    '/organizers/:organizerId/admins',
    {
      config: { permission: 'ORGANIZERS_ADMINS_READ', uitpas: DIFFERENT },
      schema: {
        summary: 'The users who may act for an organizer',
        tags: ['Organizers'],
        params: Params,
        querystring: Type.Object(pagination),
        response: responses({ 200: Paginated(AdminSchema) }, organizerNotFound),
      },
    },
    async ({ caller, params, query }) => {
      assertOwn(caller, params.organizerId);
      return callForJson<{ totalItems: number; member: Static<typeof AdminSchema>[] }>(
        core.pool,
        'core.list_organizer_admins',
        [caller.cardSystemId, params.organizerId, query.start, query.limit],
      );
    },
  );
}

function addAdding(api: Api): void {
  const { core } = api;
  api.post(
    '/organizers/:organizerId/admins',
    {
      config: { permission: 'ORGANIZERS_ADMINS_WRITE', uitpas: DIFFERENT, idempotency: 'optional' },
      schema: {
        summary: 'Let a user act for an organizer',
        description: 'Who may already gets the type that is asked.',
        tags: ['Organizers'],
        params: Params,
        body: AdminSchema,
        response: responses({ 201: AdminSchema }, organizerNotFound, forbidden),
      },
    },
    async ({ caller, params, body, command }, reply) => {
      assertOwn(caller, params.organizerId);
      await assertMayAddAdmin(core, caller, params.organizerId);
      const { email, type } = body;
      const admin = { userId: body.userId ?? null, email, emailKey: emailKey(email), type };
      const made = await callFunction<string>(core.pool, 'core.add_organizer_admin', [
        caller.cardSystemId,
        params.organizerId,
        JSON.stringify(admin),
        new Date(core.now()).toISOString(),
        command.key,
        command.hash,
      ]);
      return reply.code(201).send({ userId: made, email, type });
    },
  );
}

function addRemoving(api: Api): void {
  const { core } = api;
  api.delete(
    '/organizers/:organizerId/admins/:adminUserId',
    {
      config: { permission: 'ORGANIZERS_ADMINS_WRITE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Let a user act for an organizer no longer',
        tags: ['Organizers'],
        params: Type.Object({ ...Params.properties, adminUserId: userId }),
        response: responses({ 204: Type.Null() }, organizerNotFound, organizerAdminNotFound),
      },
    },
    async ({ caller, params, command }, reply) => {
      assertOwn(caller, params.organizerId);
      await callFunction(core.pool, 'core.remove_organizer_admin', [
        caller.cardSystemId,
        params.organizerId,
        params.adminUserId,
        command.key,
        command.hash,
      ]);
      return reply.code(204).send(null);
    },
  );
}
