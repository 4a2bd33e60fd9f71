import { Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import { callFunction } from '../database/call-function.ts';
import type { Api } from '../http/api.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { invalidPassNumber } from '../passes/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { addFamilyMember } from './add-family-member.ts';
import { assertSelf } from './find-citizen.ts';
import { registrationTokenHeader } from './identify-by-birth.ts';
import { listFamilies, listFamily } from './list-family.ts';
import { lookAtPerson } from './note-looks.ts';
import { PassholderShape } from './passholder-shape.ts';
import {
  familyMemberAlreadyAdded,
  familyMemberNotFound,
  registrationTokenSpent,
  tooManyAdultsInFamily,
  tooManyFamilyMembers,
} from './problems.ts';

const uuid = Type.String({ format: 'uuid' });
const moment = Type.String({ format: 'date-time' });
const Params = Type.Object({ passholderId: uuid });
const MemberParams = Type.Object({ passholderId: uuid, familyMemberId: uuid });
const icon = Type.String({ maxLength: 500, description: 'as the app shows the member' });
const tags = ['Passholder Family'];

const FamilyMember = Type.Object({
  uitpasNumber: Type.Optional(Type.String()),
  passholder: Type.Optional(PassholderShape),
  creationDate: moment,
  icon: Type.Optional(icon),
  mainFamilyMember: Type.Boolean(),
});

const ABOUT_OTHERS =
  'a desk sees members of its own municipality, each recorded as a look; a pass holder who signed ' +
  'in sees of the others the number and the icon, and no `passholder`: they are their own';

/** The family that a pass holder keeps a list of, as the UiTPAS API 4.0 has it. */
export async function familyRoutes(api: Api): Promise<void> {
  addListing(api);
  addAdding(api);
  addChanging(api);
  addRemoving(api);
  addFamilies(api);
}

const config = { permission: 'PASSHOLDERS_FAMILY_MEMBERS', citizens: 'too' } as const;

function addListing(api: Api): void {
  api.get(
    '/passholders/:passholderId/family-members',
    {
      config: { ...config, uitpas: `${ABOUT_OTHERS}.` },
      schema: {
        summary: 'The family that a pass holder keeps a list of',
        description:
          'The pass holder comes first. What the family lists gives no right to anything.',
        tags,
        params: Params,
        response: responses({ 200: Type.Array(FamilyMember) }, passholderNotFound),
      },
    },
    async ({ caller, params }) => {
      await assertSelf(api.core, caller, [params.passholderId]);
      return listFamily(api.core, caller, params.passholderId);
    },
  );
}

function addAdding(api: Api): void {
  api.post(
    '/passholders/:passholderId/family-members',
    {
      config: { ...config, uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Add a pass holder to the family of another',
        description:
          'A pass holder who signed in shows a registration token of the other in ' +
          '`x-registration-token`.',
        tags,
        params: Params,
        body: Type.Object({
          uitpasNumber: Type.String({ minLength: 1, maxLength: 64 }),
          icon: Type.Optional(icon),
        }),
        headers: registrationTokenHeader,
        response: responses(
          { 201: Type.Null() },
          answeredAs(400, passholderNotFound),
          invalidPassNumber,
          familyMemberAlreadyAdded,
          tooManyFamilyMembers,
          tooManyAdultsInFamily,
          forbidden,
          registrationTokenSpent,
        ),
      },
    },
    async ({ caller, params, body, command, headers }, reply) => {
      await assertSelf(api.core, caller, [params.passholderId]);
      const token = headers['x-registration-token'];
      const { cardSystemId } = caller;
      const answerAgain = async (): Promise<void> => {};
      const repeatable = { cardSystemId, kind: 'family-add', command, answerAgain };
      await unlessDoneBefore(api.core, repeatable, async () =>
        addFamilyMember(api.core, caller, {
          ...params,
          ...body,
          token: typeof token === 'string' ? token : null,
          command,
        }),
      );
      // A null would be sent as JSON: UiTPAS publishes an answer without a body.
      return reply.code(201).send(undefined as unknown as null);
    },
  );
}

function addChanging(api: Api): void {
  const { core } = api;
  api.put(
    '/passholders/:passholderId/family-members/:familyMemberId',
    {
      config: { ...config, uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Change the icon of a family member',
        tags,
        params: MemberParams,
        body: Type.Object({ icon: Type.Optional(icon) }),
        response: responses({ 202: Type.Null() }, passholderNotFound, familyMemberNotFound),
      },
    },
    async ({ caller, params, body, command }, reply) => {
      await assertSelf(core, caller, [params.passholderId]);
      await callFunction(core.pool, 'core.change_family_member', [
        caller.cardSystemId,
        params.passholderId,
        caller.municipality.id,
        params.familyMemberId,
        body.icon ?? null,
        JSON.stringify(lookAtPerson(core, caller)),
        command.key,
        command.hash,
      ]);
      return reply.code(202).send(undefined as unknown as null);
    },
  );
}

function addRemoving(api: Api): void {
  const { core } = api;
  api.delete(
    '/passholders/:passholderId/family-members/:familyMemberId',
    {
      config: {
        ...config,
        uitpas: 'there are no custom tokens: nothing is sent to who was added.',
        idempotency: 'optional',
      },
      schema: {
        summary: 'Take somebody out of the family of a pass holder',
        description: 'Also by who was added. The pass holder whose family it is stays.',
        tags,
        params: MemberParams,
        response: responses(
          { 202: Type.Null() },
          passholderNotFound,
          familyMemberNotFound,
          forbidden,
        ),
      },
    },
    async ({ caller, params, command }, reply) => {
      const { familyMemberId, passholderId } = params;
      await assertSelf(core, caller, [passholderId, familyMemberId]);
      if (passholderId === familyMemberId) {
        throw forbidden({ detail: 'the main family member cannot be deleted' });
      }
      await callFunction(core.pool, 'core.remove_family_member', [
        caller.cardSystemId,
        passholderId,
        caller.municipality.id,
        familyMemberId,
        JSON.stringify(lookAtPerson(core, caller)),
        command.key,
        command.hash,
      ]);
      return reply.code(202).send(undefined as unknown as null);
    },
  );
}

function addFamilies(api: Api): void {
  api.get(
    '/passholders/:passholderId/families',
    {
      config: {
        ...config,
        uitpas:
          'families of the own municipality are told, without `email`: an address is the ' +
          "business of whom it is, and of who may open that pass holder's data.",
      },
      schema: {
        summary: 'The families of others that a pass holder was added to',
        tags,
        params: Params,
        response: responses(
          {
            200: Type.Array(
              Type.Object({
                name: Type.String(),
                firstName: Type.String(),
                passholderId: uuid,
                memberSince: moment,
              }),
            ),
          },
          passholderNotFound,
        ),
      },
    },
    async ({ caller, params }) => {
      await assertSelf(api.core, caller, [params.passholderId]);
      return listFamilies(api.core, caller, params.passholderId);
    },
  );
}
