import { Type } from 'typebox';
import { cents, dayOfCalendar } from '../contract/settings.ts';

/** What a pass costs from a day on. */
export const PassPriceConfig = Type.Object(
  {
    validFrom: dayOfCalendar('the first day of this price'),
    regularCents: cents('what a pass costs'),
    reducedCents: cents('what it costs the young'),
    reducedUnderAge: Type.Integer({ minimum: 0, maximum: 120, default: 18 }),
    replacementCents: Type.Optional(
      cents('what a holder pays for another card; nothing when left out'),
    ),
  },
  { additionalProperties: false },
);
