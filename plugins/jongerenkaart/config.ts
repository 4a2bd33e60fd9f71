import { type Static, Type } from 'typebox';
import { discountSetting } from '../../core/contract/discount.ts';
import { CALENDAR_PERIODS, type CalendarPeriod } from '../../core/contract/period.ts';
import { cents, organizerRef, placeRef, recordOf } from '../../core/contract/settings.ts';

const PartnerUse = Type.Object({
  title: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'what one use gives, in Dutch, as a desk reads it',
  }),
  partner: organizerRef('who gives it'),
  useCents: cents('what the youth service owes the partner for one use'),
});

const PartnerUses = Type.Object(
  {
    number: Type.Integer({ minimum: 1, maximum: 1000, description: 'how many in each period' }),
    period: Type.Unsafe<CalendarPeriod>({
      type: 'string',
      enum: [...CALENDAR_PERIODS],
      default: 'MONTH',
      description: 'in which that many are given, each time anew',
    }),
    places: recordOf(placeRef('where it is used'), PartnerUse, {
      description: 'what a partner gives there',
      minProperties: 1,
    }),
  },
  {
    description:
      'what partners without tickets give for a tap: a number in each period, over all of them ' +
      'together; none when left out',
  },
);

/** The settings of the youth card in one municipality. */
export const YouthCardConfig = Type.Object({
  department: organizerRef('the youth service: owner of the card, bears every reduction'),
  fromAge: Type.Integer({
    minimum: 0,
    maximum: 40,
    default: 12,
    description: 'the birthday on which it begins',
  }),
  endsAtAge: Type.Integer({
    minimum: 1,
    maximum: 40,
    default: 26,
    description: 'the birthday on which it is over',
  }),
  reductions: recordOf(
    organizerRef('where it gives a reduction'),
    discountSetting('what it makes of the price of an event there'),
    { description: 'the youth centre, the cinema and the other partners', minProperties: 1 },
  ),
  partnerUses: Type.Optional(PartnerUses),
});
export type YouthCardConfig = Static<typeof YouthCardConfig>;
