import { type Static, Type } from 'typebox';
import { cents, dayOfYear, organizerRef, weightsOf } from '../../core/contract/settings.ts';

const ticket = (which: string, standard: number) =>
  cents(`what the ${which} ticket of a year is worth`, { default: standard, maximum: 100_000 });

/** The three tickets of a year; each is a balance of its own. */
export const TICKETS = ['first', 'second', 'third'] as const;
/** One of {@link TICKETS}. */
export type Ticket = (typeof TICKETS)[number];

const Worth = Type.Object({
  first: ticket('first', 2000),
  second: ticket('second', 2000),
  third: ticket('third', 1000),
});
/** What each ticket of a year is worth, in cents. */
export type Worth = Static<typeof Worth>;

/** The settings of the talent tickets in one municipality. */
export const TalentConfig = Type.Object({
  department: organizerRef('the youth service: decides about the budgets and bears them'),
  clubs: Type.Array(organizerRef('a recognised club, which is paid with a ticket'), {
    minItems: 1,
    maxItems: 500,
    description: 'where the tickets pay: a part of a membership fee or a camp',
  }),
  tickets: Type.Object(Worth.properties, {
    default: { first: 2000, second: 2000, third: 1000 },
    description: 'what each of the three tickets of a year is worth',
  }),
  ages: Type.Object(
    {
      from: Type.Integer({ minimum: 0, maximum: 25, default: 5, description: 'the youngest' }),
      until: Type.Integer({ minimum: 0, maximum: 25, default: 15, description: 'the oldest' }),
    },
    {
      default: { from: 5, until: 15 },
      description: 'who gets a budget: whoever is of this age on a day of the year, in whole years',
    },
  ),
  lapsesOn: dayOfYear('the last day of the tickets of a year, in the next year', {
    default: '03-31',
  }),
  rest: Type.Union([Type.Literal('stays'), Type.Literal('lapses')], {
    default: 'stays',
    description: 'what becomes of the rest of a ticket that was used in part',
  }),
  firstYear: Type.Integer({
    minimum: 2000,
    maximum: 2100,
    default: 2000,
    description:
      'the first year of which budgets are made here; of the years before, an old list gives them',
  }),
  fundedBy: Type.Optional(
    weightsOf('who bears what a ticket pays, in which proportion; `department` when left out'),
  ),
  ageBands: Type.Array(Type.Integer({ minimum: 0, maximum: 25 }), {
    default: [5, 8, 12],
    minItems: 1,
    maxItems: 10,
    description: 'the first age of each group in the counts of use, rising',
  }),
});
export type TalentConfig = Static<typeof TalentConfig>;

/** What is kept with a budget. */
export const Budget = Type.Object({
  year: Type.Integer({ minimum: 2000, maximum: 2100, description: 'of which it is the budget' }),
  worth: Type.Object(Worth.properties, {
    description: 'what each ticket was worth when it was given; later settings do not change it',
  }),
});
export type Budget = Static<typeof Budget>;
