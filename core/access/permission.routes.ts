import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { TextSchema } from '../http/schemas.ts';
import { OrganizerSchema, showOrganizer } from '../organizers/organizer-shape.ts';
import type { Caller } from './caller.ts';
import { UITPAS_PERMISSIONS } from './permission.ts';
import { PERMISSION_LABELS } from './permission-labels.ts';

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

/** `GET /permissions`: what the calling client may do, for which organizers, as UiTPAS tells it. */
export async function permissionRoutes(api: Api): Promise<void> {
  api.get(
    '/permissions',
    {
      config: { anyClient: true, uitpas: true },
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

function showPermissions(caller: Caller) {
  const permissions = UITPAS_PERMISSIONS.filter((id) => caller.permissions.has(id));
  const permissionDetails = permissions.map((id) => ({
    id,
    label: PERMISSION_LABELS[id],
    cardSystemIds: [caller.cardSystemId],
  }));
  return caller.organizers.map((key) => ({
    organizer: showOrganizer(caller.municipality, key),
    permissions,
    permissionDetails,
  }));
}
