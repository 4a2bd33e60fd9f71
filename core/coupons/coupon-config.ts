import { Type } from 'typebox';
import { discountSetting } from '../contract/discount.ts';
import { CALENDAR_PERIODS, type CalendarPeriod } from '../contract/period.ts';
import { dayOfCalendar, organizerRef, weightsOf } from '../contract/settings.ts';

/**
 * A kind of coupon that a municipality gives out: so many tickets of some organizers at another
 * price. What it is called is seen by whoever sells those tickets: it says nothing of the holder.
 */
export const CouponConfig = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'neutral: every till reads it',
    }),
    description: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    organizers: Type.Array(organizerRef('at whose events it can be used'), { minItems: 1 }),
    grantedBy: Type.Array(organizerRef('who gives it to holders'), { minItems: 1 }),
    price: discountSetting('what it makes of the regular price'),
    fundedBy: weightsOf('who bears the difference'),
    volume: Type.Integer({ minimum: 1, maximum: 10_000, description: 'tickets in each period' }),
    period: Type.Unsafe<CalendarPeriod>({
      type: 'string',
      enum: [...CALENDAR_PERIODS],
      default: 'ABSOLUTE',
      description: 'the calendar period in which they count; `ABSOLUTE` is all time',
    }),
    lastDay: Type.Optional(dayOfCalendar('until when it can be used; for ever when left out')),
  },
  { additionalProperties: false },
);
