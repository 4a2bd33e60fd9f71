import { type Static, Type } from 'typebox';
import {
  cents,
  dayOfCalendar,
  dayOfYear,
  KEY_PATTERN,
  organizerRef,
  partyRef,
  placeRef,
  recordOf,
  timeOfDay,
} from '../../core/contract/settings.ts';

const age = (description: string) => Type.Integer({ minimum: 0, maximum: 130, description });

const Ages = Type.Object(
  { from: age('the youngest age'), until: age('the oldest age, included') },
  { description: 'the age band it is for; everybody when left out' },
);

const Facility = Type.Object({
  ages: Type.Optional(Ages),
  operator: Type.Optional(partyRef('who runs it for the town and is owed a fee per turn')),
  turnFeeCents: cents('what the operator is owed for a turn, whatever the holder paid', {
    default: 0,
  }),
});

const Lessons = Type.Object({
  place: placeRef('where the lessons are'),
  ages: Type.Optional(Ages),
});

const LessonHours = Type.Object({
  day: Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday, 7 is Sunday' }),
  from: timeOfDay('when the lesson begins'),
  until: timeOfDay('when it is over'),
});

const Series = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 100, description: 'as holders know it, in Dutch' }),
  place: placeRef('where the lessons are'),
  ages: Type.Optional(Ages),
  lessons: Type.Array(LessonHours, {
    minItems: 1,
    maxItems: 14,
    description: 'the lessons of a week',
  }),
  firstDay: dayOfCalendar('the first day of the series'),
  lastDay: dayOfCalendar('its last day'),
  places: Type.Integer({ minimum: 1, maximum: 1000, description: 'how many can take part' }),
  priceCents: cents('what the whole series costs'),
  operator: Type.Optional(partyRef('who gives the lessons and is owed a fee for each attendance')),
  lessonFeeCents: cents('what the operator is owed for one who attended one lesson', {
    default: 0,
  }),
});

const prices = {
  priceCents: cents('what it costs'),
  young: Type.Optional(
    Type.Object(
      {
        underAge: Type.Integer({ minimum: 1, maximum: 130, description: 'below which age' }),
        priceCents: cents('what it costs the young'),
      },
      { description: 'a price of its own for the young' },
    ),
  ),
};

/** The settings of the sport pass in one municipality. */
export const SportpasConfig = Type.Object({
  department: organizerRef('the sports service: owner of the roles and earner of their prices'),
  facilities: recordOf(placeRef('where a pass grants entry'), Facility, {
    description: 'the facilities that a pass and a turn card open',
    minProperties: 1,
  }),
  lessons: Type.Record(Type.String({ pattern: KEY_PATTERN }), Lessons, {
    default: {},
    description: 'the lessons that a pass for a year or a term gives, without enrolment',
  }),
  series: Type.Record(Type.String({ pattern: KEY_PATTERN }), Series, {
    default: {},
    description: 'the lesson series that one enrols for',
  }),
  offerHours: Type.Integer({
    minimum: 1,
    maximum: 336,
    default: 48,
    description: 'hours in which who waits can accept a place that came free',
  }),
  earlyMinutes: Type.Integer({
    minimum: 0,
    maximum: 120,
    default: 30,
    description: 'minutes before a lesson from which a card can be tapped for it',
  }),
  year: Type.Object(
    { ...prices, startsOn: dayOfYear('the first day of the year of sport', { default: '09-01' }) },
    { description: 'the pass for a year' },
  ),
  term: Type.Object(
    {
      ...prices,
      startsOn: Type.Array(dayOfYear('the first day of a term'), {
        minItems: 1,
        maxItems: 12,
        description: 'the first day of every term; a term lasts until the next one',
      }),
    },
    { description: 'the pass for a term' },
  ),
  turnCard: Type.Object(
    {
      priceCents: cents('what it costs', { default: 4500 }),
      turns: Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'on one card' }),
      validMonths: Type.Integer({
        minimum: 1,
        maximum: 60,
        default: 12,
        description: 'months after the last purchase in which the turns can be used',
      }),
      windowMinutes: Type.Integer({
        minimum: 0,
        maximum: 720,
        default: 90,
        description: 'minutes in which taps at one facility are one turn',
      }),
    },
    { description: 'the card with turns' },
  ),
  socialReduction: Type.Optional(
    Type.Object(
      {
        percent: Type.Integer({ minimum: 1, maximum: 100, description: 'that comes off' }),
        funder: partyRef('who bears it'),
      },
      { description: "the social tariff of sport; the town's distribution key when left out" },
    ),
  ),
});
export type SportpasConfig = Static<typeof SportpasConfig>;

/** What is kept with a pass: how long it lasts. */
export const PeriodPass = Type.Object({
  length: Type.Union([Type.Literal('year'), Type.Literal('term')], {
    description: 'a year of sport, or one term of it',
  }),
});
export type PeriodPass = Static<typeof PeriodPass>;

/** What is kept with a place in a lesson series. */
export const SeriesPlace = Type.Object({
  series: Type.String({ pattern: KEY_PATTERN, description: 'the series, by its key' }),
});
export type SeriesPlace = Static<typeof SeriesPlace>;

/** A lesson series as configuration has it. */
export type LessonSeries = SportpasConfig['series'][string];
