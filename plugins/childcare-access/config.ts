import { type Static, Type } from 'typebox';
import {
  cents,
  dayOfCalendar,
  KEY_PATTERN,
  organizerRef,
  partyRef,
  placeRef,
  recordOf,
  timeOfDay,
} from '../../core/contract/settings.ts';

const percent = (description: string, minimum = 1) =>
  Type.Integer({ minimum, maximum: 100, description });
const weekday = Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday, 7 is Sunday' });
const title = (description: string) => Type.String({ minLength: 1, maxLength: 100, description });

const Location = Type.Object({
  name: title('as its own lists call it, in Dutch'),
  runBy: Type.Optional(organizerRef('who works there; the childcare itself when left out')),
  opensAt: timeOfDay('when the care begins'),
  closesAt: timeOfDay('when it is over'),
  groups: Type.Record(Type.String({ pattern: KEY_PATTERN }), title('as children know it'), {
    default: {},
    description: 'the groups in which children are there, by a name that enrolments use',
  }),
});

const Holiday = Type.Object({
  title: title('how it is called'),
  from: dayOfCalendar('its first day'),
  until: dayOfCalendar('its last day'),
});

const Rates = Type.Object({
  validFrom: dayOfCalendar('the first day on which these prices hold'),
  halfHourCents: cents('each started half hour of a school day'),
  dayMaximumCents: cents('the most that a school day costs'),
  shortFreeDayCents: cents('a free day of less than three hours'),
  mediumFreeDayCents: cents('a free day of three to six hours'),
  longFreeDayCents: cents('a free day of more than six hours'),
});

const Meal = Type.Object({
  title: title('as parents know it, in Dutch'),
  priceCents: cents('what it costs'),
  socialTariff: Type.Boolean({ default: false, description: 'whether the social tariff applies' }),
});

const LatePickUp = Type.Object(
  {
    graceMinutes: Type.Integer({
      minimum: 0,
      maximum: 120,
      description: 'minutes that cost nothing',
    }),
    perMinutes: Type.Integer({ minimum: 1, maximum: 120, description: 'what is started counts' }),
    feeCents: cents('for each of these'),
  },
  { description: 'what is owed when a child is fetched after closing time; nothing when left out' },
);

/** The settings of the childcare in one municipality. */
export const ChildcareConfig = Type.Object({
  department: organizerRef('the out-of-school childcare: the only one that sees who is enrolled'),
  locations: recordOf(placeRef('where children are cared for', 'location'), Location, {
    description: 'the locations, with their hours',
    minProperties: 1,
  }),
  openOn: Type.Array(weekday, {
    minItems: 1,
    maxItems: 7,
    default: [1, 2, 3, 4, 5],
    description: 'the days of the week with care',
  }),
  holidays: Type.Array(Holiday, {
    default: [],
    maxItems: 200,
    description: 'the school holidays: days without school, with care',
  }),
  schools: Type.Record(
    Type.String({ pattern: KEY_PATTERN }),
    Type.Array(dayOfCalendar('a day without school'), { maxItems: 200 }),
    { default: {}, description: 'the free days of each school, by a name that enrolments use' },
  ),
  closedOn: Type.Array(dayOfCalendar('a day without care'), {
    default: [],
    maxItems: 400,
    description: 'the days on which every location is closed',
  }),
  rates: Type.Array(Rates, { minItems: 1, maxItems: 50, description: 'what a day costs' }),
  siblingPercent: Type.Integer({
    minimum: 0,
    maximum: 100,
    default: 25,
    description: 'what comes off for each child when two or more of a household are there',
  }),
  socialReduction: Type.Optional(
    Type.Object(
      { percent: percent('that comes off after that'), funder: partyRef('who bears it') },
      { description: 'the social tariff of the care; none when left out' },
    ),
  ),
  meals: Type.Record(Type.String({ pattern: KEY_PATTERN }), Meal, {
    default: {},
    description: 'what a child can eat there, each with its price',
  }),
  latePickUp: Type.Optional(LatePickUp),
  noShowFeeCents: cents('for a child that was expected, did not come, and was not excused', {
    default: 0,
  }),
  forgottenAfterMinutes: Type.Integer({
    minimum: 0,
    maximum: 480,
    default: 60,
    description: 'minutes after closing time at which a child that nobody tapped out is closed',
  }),
  keptDays: Type.Integer({
    minimum: 0,
    maximum: 3650,
    default: 90,
    description: 'days after an enrolment for which persons, allergies and reasons are kept',
  }),
  certificateUntilAge: Type.Integer({
    minimum: 0,
    maximum: 30,
    default: 14,
    description: 'the birthday from which care is not on the tax certificate any more',
  }),
  certificateMaximumCents: Type.Record(
    Type.String({ pattern: '^20[0-9]{2}$' }),
    cents('the most that is deducted for a day'),
    { default: {}, description: 'the day rate above which the certificate is split, by year' },
  ),
});
export type ChildcareConfig = Static<typeof ChildcareConfig>;

const days = (description: string) =>
  Type.Array(Type.String({ format: 'date' }), { maxItems: 400, default: [], description });

/** What is kept with an enrolment: where and when a child is expected. */
export const EnrolledChild = Type.Object({
  location: placeRef('where the child is cared for', 'location'),
  group: Type.Optional(Type.String({ pattern: KEY_PATTERN, maxLength: 64 })),
  days: Type.Array(weekday, { maxItems: 7, description: 'the days of the week it is expected' }),
  onFreeDays: Type.Boolean({ default: false, description: 'also on these days without school' }),
  school: Type.Optional(Type.String({ pattern: KEY_PATTERN, maxLength: 64 })),
  extraDays: days('days on which it is expected besides'),
  absentDays: days('days for which it was excused'),
  mayLeaveAlone: Type.Boolean({ default: false, description: 'it may go home by itself' }),
});
export type EnrolledChild = Static<typeof EnrolledChild>;
