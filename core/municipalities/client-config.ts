import { Type } from 'typebox';
import { KEY_PATTERN, organizerRef } from '../contract/settings.ts';

/** A permission, of core or of a plugin. */
export const permissionName = Type.String({
  'x-reference': 'permission',
  pattern: '^[A-Z][A-Z0-9_]*$',
  'x-form': 'capitals, digits and underscores such as RIGHTS_READ',
});

/** A system that may call: for whom it acts, what it may, and who signs in by it. */
export const client = Type.Object(
  {
    name: Type.Optional(Type.String({ description: 'what it is, for people' })),
    organizers: Type.Array(organizerRef('on whose behalf it acts; the first is its default'), {
      minItems: 1,
    }),
    permissions: Type.Array(permissionName, {
      description: 'what it may do for them',
      default: [],
    }),
    permissionSets: Type.Array(
      Type.String({ 'x-reference': 'permissionSet', pattern: KEY_PATTERN }),
      {
        default: [],
        description: 'named lists of permissions, from `permissionSets`',
      },
    ),
    discreetAliases: Type.Boolean({
      default: false,
      description: 'old numbers that betray poverty resolve here (registration, welfare)',
    }),
    users: Type.Optional(
      Type.Union([Type.Literal('admins'), Type.Literal('citizens')], {
        description:
          'who signs in by it: admins of its organizers, each for their own, or pass holders, ' +
          'each for themselves; nobody when left out, and the client acts by itself',
      }),
    ),
  },
  { additionalProperties: false },
);
