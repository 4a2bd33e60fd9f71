import { type Static, Type } from 'typebox';
import { card, day, key, orNull, personName, uuid } from '../shapes.ts';

const weekday = Type.Integer({ minimum: 1, maximum: 7 });
const days = (description: string) => Type.Array(day('a day'), { maxItems: 400, description });

/** When a child is expected. */
export const Pattern = Type.Object({
  group: Type.Optional(key('in which it is there')),
  days: Type.Array(weekday, { maxItems: 7, description: '1 is Monday, 7 is Sunday' }),
  onFreeDays: Type.Boolean({ default: false, description: 'also on these days without school' }),
  school: Type.Optional(key('whose free days count')),
  extraDays: Type.Optional(days('days on which it is expected besides')),
  absentDays: Type.Optional(days('days for which it is excused')),
  mayLeaveAlone: Type.Boolean({ default: false, description: 'it may go home by itself' }),
});
export type Pattern = Static<typeof Pattern>;

/** Somebody who is named for a child. */
export const Person = Type.Object({
  kind: Type.Union([Type.Literal('pick-up'), Type.Literal('barred')]),
  name: personName,
  card: Type.Optional(card('of that person; left out for who has no pass')),
});

/** Who pays a share. */
export const PayerBody = Type.Object({
  card: Type.Optional(
    card('of who pays, whose `name` is then required; the household of the child when left out'),
  ),
  name: Type.Optional({ ...personName, description: 'who that is; required with a `card`' }),
  share: Type.Integer({ minimum: 1, maximum: 1000, description: 'in proportion to the others' }),
  weeks: Type.Optional(
    Type.Union([Type.Literal('every'), Type.Literal('even'), Type.Literal('odd')], {
      description: 'in which weeks, by their ISO number; in every one when left out',
    }),
  ),
});
export type PayerBody = Static<typeof PayerBody>;

/** Those who are named for a child. */
export const Persons = Type.Array(Person, { maxItems: 20 });
/** Those who pay for a child. */
export const Payers = Type.Array(PayerBody, { minItems: 1, maxItems: 10 });
/** What a child cannot bear; nothing when empty. */
export const Allergies = Type.String({
  maxLength: 500,
  description: 'what a child cannot bear; nothing when empty',
});

/** An enrolment as the childcare sees it; what a child cannot bear is told where it is. */
export const FoundEnrolment = Type.Object({
  id: uuid,
  location: Type.String({ description: 'the key of the place' }),
  from: day('its first day'),
  until: orNull(day('its last day')),
  group: orNull(Type.String()),
  days: Type.Array(weekday),
  onFreeDays: Type.Boolean(),
  school: orNull(Type.String()),
  extraDays: Type.Array(day('a day')),
  absentDays: Type.Array(day('a day')),
  mayLeaveAlone: Type.Boolean(),
  persons: Type.Array(
    Type.Object({
      id: uuid,
      kind: Person.properties.kind,
      name: Type.String(),
      hasCard: Type.Boolean({ description: 'whose own card proves who it is' }),
    }),
  ),
  payers: Type.Array(
    Type.Object({
      from: day('the first day of its list'),
      name: orNull(Type.String()),
      isHousehold: Type.Boolean({ description: 'the household of the child pays' }),
      share: Type.Integer(),
      weeks: Type.Union([Type.Literal('every'), Type.Literal('even'), Type.Literal('odd')]),
    }),
  ),
});
export type FoundEnrolment = Static<typeof FoundEnrolment>;
