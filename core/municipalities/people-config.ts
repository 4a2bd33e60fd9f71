import { Type } from 'typebox';
import { KEY_PATTERN, organizerRef } from '../contract/settings.ts';

const association = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, description: 'as people know it' }),
    endDateType: Type.Union(
      [
        Type.Literal('CUSTOM'),
        Type.Literal('BASED_ON_DATE_OF_BIRTH'),
        Type.Literal('BASED_ON_REGISTRATION_DATE'),
      ],
      {
        description:
          'how a membership ends: on the day that the desk says, the day before a birthday, or ' +
          'some months after the registration',
      },
    ),
    months: Type.Integer({
      minimum: 1,
      maximum: 120,
      default: 12,
      description: 'how long it lasts, or is proposed to last where the desk says the day',
    }),
    untilAge: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 120,
        description: 'the birthday, where it ends by the date of birth',
      }),
    ),
    renewableDays: Type.Integer({
      minimum: 0,
      maximum: 366,
      default: 60,
      description: 'how long before its last day a membership can be renewed',
    }),
    readBy: Type.Array(organizerRef('who sees who is a member'), { default: [] }),
    writtenBy: Type.Array(organizerRef('who sees it, and makes and removes members'), {
      minItems: 1,
    }),
  },
  { additionalProperties: false },
);

/** Associations whose memberships stand on the card. */
export const associations = Type.Record(Type.String({ pattern: KEY_PATTERN }), association, {
  description: 'associations whose memberships are kept of pass holders',
});

/** Schools that pass holders go to. */
export const schools = Type.Record(
  Type.String({ pattern: KEY_PATTERN }),
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200, description: 'as people know it' }),
      postalCode: Type.String({
        pattern: '^[1-9][0-9]{3}$',
        'x-form': 'four digits such as 2500',
      }),
      city: Type.Optional(
        Type.String({ minLength: 1, description: 'the name of the municipality when left out' }),
      ),
    },
    { additionalProperties: false },
  ),
  { description: 'schools that pass holders can be linked to' },
);

/** How many a pass holder can have in the own family. */
export const families = Type.Object(
  {
    maxMembers: Type.Integer({
      minimum: 1,
      maximum: 50,
      default: 12,
      description: 'pass holders in one family, its main member among them',
    }),
    maxAdults: Type.Integer({
      minimum: 1,
      maximum: 50,
      default: 4,
      description: 'of them from the age of 18',
    }),
  },
  { additionalProperties: false, description: 'the family that a pass holder keeps a list of' },
);
