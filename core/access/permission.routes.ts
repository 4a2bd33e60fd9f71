import { type Static, Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { TextSchema } from '../http/schemas.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { OrganizerSchema, showOrganizer } from '../organizers/organizer-shape.ts';
import { permissionsAt } from './acting-organizer.ts';
import type { Caller } from './caller.ts';
import { changePermissions, clientOfTown } from './change-permissions.ts';
import { UITPAS_PERMISSIONS } from './permission.ts';
import { PERMISSION_LABELS } from './permission-labels.ts';
import { clientNotFound, forbidden } from './problems.ts';

const PermissionSchema = Type.String({ enum: [...UITPAS_PERMISSIONS] });

const OrganizerPermissions = Type.Object({
  organizer: OrganizerSchema,
  permissions: Type.Array(PermissionSchema),
  permissionDetails: Type.Array(
    Type.Object({
      id: PermissionSchema,
      label: TextSchema,
      cardSystemIds: Type.Array(Type.Integer()),
    }),
  ),
});

const clientParams = Type.Object({ clientId: Type.String({ minLength: 1, maxLength: 64 }) });

const OF_OWN_ORGANIZERS =
  'a client sees and changes what others of its municipality may for its own organizers, by the ' +
  'permissions that UiTPAS has; the rest of a client is in the configuration. Nobody gives a ' +
  'permission that he does not hold for that organizer, or takes one away: it stays. Nobody takes ' +
  'from himself. `linkedOrganizers` is not known here.';

/** The permissions of the UiTPAS API 4.0: one's own, and those of other clients of the town. */
export async function permissionRoutes(api: Api): Promise<void> {
  addOwn(api);
  addReading(api);
  addChanging(api);
}

function addOwn(api: Api): void {
  api.get(
    '/permissions',
    {
      config: { anyClient: true, citizens: 'too', uitpas: true },
      schema: {
        summary: 'What the calling client may do, per organizer',
        description: 'Permissions that UiTPAS does not have are not listed.',
        tags: ['Permissions'],
        response: responses({ 200: Type.Array(OrganizerPermissions) }),
      },
    },
    async ({ caller }) => showPermissions(caller),
  );
}

function addReading(api: Api): void {
  api.get(
    '/permissions/:clientId',
    {
      config: { permission: 'PERMISSIONS_READ', uitpas: OF_OWN_ORGANIZERS },
      schema: {
        summary: 'What a client of the municipality may do for your own organizers',
        tags: ['Permissions'],
        params: clientParams,
        response: responses({ 200: Type.Array(OrganizerPermissions) }, clientNotFound),
      },
    },
    async ({ caller, params }) =>
      showPermissions(await clientOfTown(api.core, caller, params.clientId)),
  );
}

const ids = Type.Array(PermissionSchema, { maxItems: 100 });

const Wanted = Type.Object({
  organizer: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  permissions: Type.Optional(ids),
  permissionDetails: Type.Optional(
    Type.Array(Type.Object({ id: PermissionSchema }), { maxItems: 100 }),
  ),
});

function addChanging(api: Api): void {
  api.put(
    '/permissions/:clientId',
    {
      config: {
        permission: 'PERMISSIONS_WRITE',
        uitpas: OF_OWN_ORGANIZERS,
        idempotency: 'optional',
      },
      schema: {
        summary: 'Change what a client of the municipality may do for your own organizers',
        description:
          'All of it: for an organizer that is left out it may nothing of UiTPAS, but what you could ' +
          'not give back.',
        tags: ['Permissions'],
        params: clientParams,
        body: Type.Array(Wanted, { maxItems: 200 }),
        response: responses({ 204: Type.Null() }, clientNotFound, forbidden),
      },
    },
    async ({ caller, params, body, command }, reply) => {
      const { cardSystemId } = caller;
      const answerAgain = async (): Promise<void> => {};
      const repeatable = { cardSystemId, kind: 'permissions-change', command, answerAgain };
      await unlessDoneBefore(api.core, repeatable, async () =>
        changePermissions(api.core, caller, { ...params, wanted: wantedOf(body), command }),
      );
      return reply.code(204).send(null);
    },
  );
}

/** Both lists of an organizer count, and an organizer that stands there twice counts once. */
function wantedOf(body: readonly Static<typeof Wanted>[]): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const { organizer, permissions = [], permissionDetails = [] } of body) {
    const known = wanted.get(organizer.id) ?? [];
    const named = permissionDetails.map(({ id }) => id);
    wanted.set(organizer.id, new Set([...known, ...permissions, ...named]));
  }
  return wanted;
}

function showPermissions(caller: Caller) {
  return caller.organizers.map((key) => {
    const held = permissionsAt(caller, key);
    const permissions = UITPAS_PERMISSIONS.filter((id) => held.has(id));
    const permissionDetails = permissions.map((id) => ({
      id,
      label: PERMISSION_LABELS[id],
      cardSystemIds: [caller.cardSystemId],
    }));
    return {
      organizer: showOrganizer(caller.municipality, key),
      permissions,
      permissionDetails,
    };
  });
}
