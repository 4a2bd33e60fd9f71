import { type Static, Type } from 'typebox';
import {
  cents,
  dayOfYear,
  organizerRef,
  partyRef,
  placeRef,
  recordOf,
  timeOfDay,
} from '../../core/contract/settings.ts';

const age = (description: string) => Type.Integer({ minimum: 0, maximum: 130, description });
const text = (description: string) => Type.String({ minLength: 1, maxLength: 100, description });

const Named = Type.Object({
  title: text('as holders and the lists of the department know it, in Dutch'),
});

const Ages = Type.Object(
  {
    from: age('the youngest age'),
    until: age('the oldest age, included'),
    countedBy: Type.Union(
      [Type.Literal('date'), Type.Literal('birth-year'), Type.Literal('school-year')],
      {
        default: 'date',
        description:
          'an age is that of the first day (`date`), the one reached in that calendar year ' +
          '(`birth-year`), or in the year in which that school year began (`school-year`)',
      },
    ),
  },
  {
    default: { from: 6, until: 12, countedBy: 'date' },
    description: 'the ages of the pass, and of an activity that names none',
  },
);

const Refund = Type.Object(
  {
    freeDays: Type.Integer({
      minimum: 0,
      maximum: 365,
      default: 7,
      description: 'days before the first day until which cancelling gives everything back',
    }),
    latePercent: Type.Integer({
      minimum: 0,
      maximum: 100,
      default: 0,
      description: 'percent that is given back later than that, until the activity begins',
    }),
    noteDays: Type.Integer({
      minimum: 0,
      maximum: 365,
      default: 30,
      description: 'days after the last day in which a note of a doctor still gives all back',
    }),
  },
  {
    default: { freeDays: 7, latePercent: 0, noteDays: 30 },
    description: 'what is given back of an enrolment that is cancelled',
  },
);

/** The settings of the holiday pass in one municipality. */
export const GrabbelpasConfig = Type.Object({
  department: organizerRef('the youth service: makes the activities and earns their prices'),
  places: recordOf(placeRef('where activities can be'), Named, {
    description: 'the places of activities, by their key, with their names',
    minProperties: 1,
  }),
  givers: recordOf(organizerRef('who can give activities'), Named, {
    default: {},
    description: 'who gives activities for the youth service and can be owed for it',
  }),
  ages: Ages,
  pass: Type.Object(
    {
      priceCents: cents('what the pass costs for a year'),
      startsOn: dayOfYear('the first day of its year', { default: '01-01' }),
      isRequired: Type.Boolean({
        default: true,
        description: 'whether only who has the pass on its days can enrol for an activity',
      }),
    },
    { description: 'the pass for a year' },
  ),
  openDays: Type.Integer({
    minimum: 0,
    maximum: 730,
    default: 60,
    description: 'days before its first day from which one can enrol for an activity',
  }),
  offerHours: Type.Integer({
    minimum: 1,
    maximum: 336,
    default: 48,
    description: 'hours in which who waits can accept a place that came free',
  }),
  waitingPlaces: Type.Integer({
    minimum: 0,
    maximum: 1000,
    default: 500,
    description: 'how many can wait for one activity',
  }),
  earlyMinutes: Type.Integer({
    minimum: 0,
    maximum: 120,
    default: 30,
    description: 'minutes before an activity from which a card can be tapped for it',
  }),
  refund: Refund,
  socialReduction: Type.Optional(
    Type.Object(
      {
        percent: Type.Integer({ minimum: 1, maximum: 100, description: 'that comes off' }),
        funder: partyRef('who bears it'),
      },
      { description: "the social tariff of youth; the town's distribution key when left out" },
    ),
  ),
});
export type GrabbelpasConfig = Static<typeof GrabbelpasConfig>;

/** Which years of age, and how they are counted. */
export type AgeRule = GrabbelpasConfig['ages'];

const Day = Type.String({ format: 'date' });

/** What is kept with a place in an activity: what its rights and its period follow from. */
export const ActivityPlace = Type.Object({
  activity: Type.String({ minLength: 1, maxLength: 36, description: 'the id of the activity' }),
  title: text('as the holder knows it'),
  place: placeRef('where it is'),
  firstDay: Day,
  lastDay: Day,
  from: timeOfDay('when it begins, each day'),
  until: timeOfDay('when it is over, each day'),
});
export type ActivityPlace = Static<typeof ActivityPlace>;

/** What is settled of a place: its price, what is kept of it, or what its giver is owed. */
export const PlaceData = Type.Object({
  kind: Type.Union([Type.Literal('price'), Type.Literal('owed')]),
  cents: cents('what it comes to'),
  giver: Type.Optional(organizerRef('who gave the activity')),
});
export type PlaceData = Static<typeof PlaceData>;
