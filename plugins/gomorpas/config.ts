import { type Static, Type } from 'typebox';
import { discountSetting } from '../../core/contract/discount.ts';
import { CALENDAR_PERIODS, type CalendarPeriod } from '../../core/contract/period.ts';
import { cents, KEY_PATTERN, organizerRef, weightsOf } from '../../core/contract/settings.ts';

const Tickets = Type.Object(
  {
    number: Type.Integer({ minimum: 1, maximum: 1000, description: 'how many in each period' }),
    price: discountSetting('what one of them costs the holder'),
  },
  { description: 'a number of tickets of the partners, at a price' },
);

const Benefit = Type.Object(
  {
    title: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'as the welfare service and the holder know it, in Dutch',
    }),
    importNames: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
      default: [],
      maxItems: 20,
      description: 'what it is called in the list that is taken over, beside its key and title',
    }),
    partners: Type.Array(organizerRef('where it is used; it sees a benefit and a price, no more'), {
      minItems: 1,
      maxItems: 50,
      description: 'who gives it: the social restaurant, a hairdresser, a bus company',
    }),
    period: Type.Unsafe<CalendarPeriod>({
      type: 'string',
      enum: [...CALENDAR_PERIODS],
      default: 'MONTH',
      description: 'in which the number or the budget is given, each time anew',
    }),
    fundedBy: Type.Optional(
      weightsOf('who bears it, in which proportion; `department` when left out'),
    ),
    tickets: Type.Optional(Tickets),
    budgetCents: Type.Optional(cents('an amount in each period, that pays at the partners')),
  },
  { description: 'either `tickets` or `budgetCents`' },
);
export type Benefit = Static<typeof Benefit>;

/** The settings of the opportunity benefits in one municipality. */
export const GomorpasConfig = Type.Object({
  department: organizerRef(
    'the welfare service: the only one that sees who has a benefit, and why',
  ),
  benefits: Type.Record(Type.String({ pattern: KEY_PATTERN }), Benefit, {
    default: {},
    description: 'what can be given, by a key of your own',
  }),
  grounds: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
    default: [
      'leefloon',
      'budgetbegeleiding',
      'collectieve schuldenregeling',
      'verhoogde tegemoetkoming',
    ],
    maxItems: 50,
    description: 'on what grounds it is given; only the welfare service reads them',
  }),
  keptDays: Type.Integer({
    minimum: 0,
    maximum: 3650,
    default: 90,
    description: 'how many days after the end a ground is kept, in case it is asked again',
  }),
});
export type GomorpasConfig = Static<typeof GomorpasConfig>;

/** What is kept with a benefit of a holder: which one. Never a ground: that is elsewhere. */
export const Granted = Type.Object({
  benefit: Type.String({ pattern: KEY_PATTERN, description: 'its key in the settings' }),
});
export type Granted = Static<typeof Granted>;
