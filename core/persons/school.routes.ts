import { Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { callForJson, callFunction } from '../database/call-function.ts';
import type { Api } from '../http/api.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { findSchool } from './known-schools.ts';
import { lookAtPerson } from './note-looks.ts';
import { schoolNotFound } from './problems.ts';

const Params = Type.Object({ passholderId: Type.String({ format: 'uuid' }) });

const SchoolSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  cardSystems: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })),
  address: Type.Object({ postalCode: Type.String(), city: Type.String() }),
});

/** The school of a pass holder, as the UiTPAS API 4.0 has it. */
export async function schoolRoutes(api: Api): Promise<void> {
  addReading(api);
  addChanging(api);
  addRemoving(api);
}

function addReading(api: Api): void {
  const { core } = api;
  api.get(
    '/passholders/:passholderId/school',
    {
      config: { permission: 'PASSHOLDERS_SEARCH', uitpas: true },
      schema: {
        summary: 'The school of a pass holder of the own municipality',
        description: 'Opening it is recorded as a look.',
        tags: ['Schools'],
        params: Params,
        response: responses(
          { 200: SchoolSchema },
          passholderNotFound,
          answeredAs(404, schoolNotFound),
        ),
      },
    },
    async ({ caller, params }) => {
      const found = await callForJson<{ schoolId: string | null } | null>(
        core.pool,
        'core.read_school',
        [
          caller.cardSystemId,
          params.passholderId,
          caller.municipality.id,
          JSON.stringify(lookAtPerson(core, caller)),
        ],
      );
      if (!found) throw passholderNotFound();
      const { id, name, cardSystem, postalCode, city } = schoolOf(caller, found.schoolId ?? '');
      return { id, name, cardSystems: [{ ...cardSystem }], address: { postalCode, city } };
    },
  );
}

function addChanging(api: Api): void {
  const { core } = api;
  api.put(
    '/passholders/:passholderId/school',
    {
      config: { permission: 'PASSHOLDERS_UPDATE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Link a pass holder of the own municipality to a school',
        tags: ['Schools'],
        params: Params,
        body: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: responses({ 204: Type.Null() }, passholderNotFound, schoolNotFound),
      },
    },
    async ({ caller, params, body, command }, reply) => {
      const { cardSystemId } = caller;
      const answerAgain = async (): Promise<void> => {};
      const repeatable = { cardSystemId, kind: 'school-change', command, answerAgain };
      await unlessDoneBefore(core, repeatable, async () => {
        const school = schoolOf(caller, body.id).id;
        await changeSchool(api, caller, { ...params, school, command });
      });
      return reply.code(204).send(null);
    },
  );
}

function addRemoving(api: Api): void {
  api.delete(
    '/passholders/:passholderId/school',
    {
      config: { permission: 'PASSHOLDERS_UPDATE', uitpas: true, idempotency: 'optional' },
      schema: {
        summary: 'Link a pass holder of the own municipality to no school',
        tags: ['Schools'],
        params: Params,
        response: responses({ 204: Type.Null() }, passholderNotFound),
      },
    },
    async ({ caller, params, command }, reply) => {
      await changeSchool(api, caller, { ...params, school: null, command });
      return reply.code(204).send(null);
    },
  );
}

/** @throws Problem `school-not-found`, also for one that a file no longer names */
function schoolOf({ cardSystemId, installation }: Caller, id: string) {
  const school = findSchool(installation, cardSystemId, id);
  if (!school) throw schoolNotFound();
  return school;
}

async function changeSchool(
  { core }: Api,
  caller: Caller,
  change: { passholderId: string; school: string | null; command: CommandKey },
): Promise<void> {
  await callFunction(core.pool, 'core.change_school', [
    caller.cardSystemId,
    change.passholderId,
    caller.municipality.id,
    change.school,
    JSON.stringify(lookAtPerson(core, caller)),
    change.command.key,
    change.command.hash,
  ]);
}
