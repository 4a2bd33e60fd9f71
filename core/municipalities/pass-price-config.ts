import { Type } from 'typebox';
import { cents, dayOfCalendar } from '../contract/settings.ts';

/** Far above what any town asks: more is an amount in another unit. */
const maximum = 50_000;

/** What a pass costs from a day on. */
export const PassPriceConfig = Type.Object(
  {
    validFrom: dayOfCalendar('the first day of this price'),
    regularCents: cents('what a pass costs', { maximum }),
    reducedCents: cents('what it costs the young', { maximum }),
    reducedUnderAge: Type.Integer({ minimum: 0, maximum: 120, default: 18 }),
    replacementCents: Type.Optional(
      cents('what a holder pays for another card; nothing when left out', { maximum }),
    ),
  },
  { additionalProperties: false },
);
