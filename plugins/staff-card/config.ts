import { type Static, Type } from 'typebox';
import { discountSetting } from '../../core/contract/discount.ts';
import {
  cents,
  KEY_PATTERN,
  organizerRef,
  placeRef,
  recordOf,
  timeOfDay,
  weightsOf,
} from '../../core/contract/settings.ts';

const Opening = Type.Object(
  {
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      minItems: 1,
      maxItems: 7,
      description: '1 is Monday, 7 is Sunday',
    }),
    from: timeOfDay('when it begins'),
    until: timeOfDay('when it is over; not later than `from` is on the next day'),
  },
  { description: 'part of a week' },
);

const Zone = Type.Object({
  doors: Type.Array(placeRef('a door of the zone', 'door'), { minItems: 1 }),
  schedule: Type.Array(Opening, {
    minItems: 1,
    description: 'when a badge of the zone opens its doors',
  }),
});

const Meal = Type.Object({
  price: discountSetting('what a member of staff pays'),
  fundedBy: weightsOf('who bears the difference, in which proportion'),
});

const MealBudget = Type.Object(
  {
    centsPerMonth: cents('what a member of staff gets for meals in a calendar month'),
    restaurants: Type.Array(organizerRef('whose till can be paid with it'), {
      minItems: 1,
      description: 'where it pays; these tills see a benefit, not what it is',
    }),
  },
  {
    description:
      'an amount for meals that the personnel service gives every month, what is left of it ' +
      'lapses; none when left out',
  },
);

const TimeClock = Type.Object(
  {
    places: Type.Array(placeRef('where a clock hangs'), { minItems: 1 }),
    longestHours: Type.Integer({
      minimum: 1,
      maximum: 24,
      default: 16,
      description: 'after so many hours who did not clock out has forgotten it',
    }),
    keptMonths: Type.Integer({
      minimum: 2,
      maximum: 120,
      default: 14,
      description: 'months after which an entry is forgotten; payroll has its list by then',
    }),
  },
  { description: 'clocking in and out by a tap; nobody does when it is left out' },
);

/** The settings of the staff card in one municipality. */
export const StaffConfig = Type.Object({
  department: organizerRef('the personnel service: the only one that sees who has a badge'),
  zones: Type.Record(Type.String({ pattern: KEY_PATTERN }), Zone, {
    default: {},
    description: 'the zones, by the names that the list of the personnel service uses',
  }),
  doorOrganizers: Type.Array(organizerRef('who runs a door'), {
    default: [],
    description: 'whose doors may ask whether a card opens them',
  }),
  meals: recordOf(organizerRef('whose till gives the staff price'), Meal, {
    default: {},
    description: 'the restaurants with a staff price; their till sees a price, not a reason',
  }),
  mealBudget: Type.Optional(MealBudget),
  timeClock: Type.Optional(TimeClock),
  temporaryDays: Type.Integer({
    minimum: 0,
    maximum: 366,
    default: 31,
    description: 'how many days temporary access lasts at most; 0 gives none',
  }),
});
export type StaffConfig = Static<typeof StaffConfig>;

/** What is kept with a badge. */
export const Badge = Type.Object({
  staffNumber: Type.String({ minLength: 1, maxLength: 100, description: 'in the staff register' }),
  service: Type.String({ minLength: 1, maxLength: 100, description: 'where somebody works' }),
  zones: Type.Array(Type.String({ pattern: KEY_PATTERN }), {
    description: 'the zones that the badge opens',
  }),
});
export type Badge = Static<typeof Badge>;

/** What is kept with temporary access: for a cleaner, a contractor, a substitute. */
export const TemporaryAccess = Type.Object({
  zones: Type.Array(Type.String({ pattern: KEY_PATTERN }), {
    minItems: 1,
    description: 'the zones that it opens',
  }),
  days: Type.Integer({ minimum: 1, maximum: 366, description: 'how long, with the first day' }),
  purpose: Type.String({ minLength: 1, maxLength: 200, description: 'what it is given for' }),
});
export type TemporaryAccess = Static<typeof TemporaryAccess>;
