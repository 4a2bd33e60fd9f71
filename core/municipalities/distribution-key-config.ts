import { Type } from 'typebox';
import { cents, dayOfCalendar, KEY_PATTERN, MAX_PAYERS, partyRef } from '../contract/settings.ts';

/** Who pays which part of a price at the social tariff, from a day on. */
export const DistributionKeyConfig = Type.Object(
  {
    name: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'of a key that holds only for the events for which it is chosen by hand',
      }),
    ),
    validFrom: dayOfCalendar('the first day of this key'),
    organizerClass: Type.Union(
      [
        Type.Literal('any'),
        Type.Literal('department'),
        Type.Literal('association'),
        Type.Literal('partner'),
      ],
      {
        default: 'any',
        description: 'for events of which organizers; the most precise one counts',
      },
    ),
    holderPercent: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 100, description: 'of the price, rounded down' }),
    ),
    holderPriceCents: Type.Optional(cents('a fixed price for the holder instead of a part')),
    tariffStepCents: Type.Integer({ minimum: 1, maximum: 1000, default: 1 }),
    payers: Type.Record(Type.String({ pattern: KEY_PATTERN }), Type.Integer({ minimum: 0 }), {
      minProperties: 1,
      maxProperties: MAX_PAYERS,
      description: 'who bears the rest, in proportion',
      propertyNames: Type.Union([
        Type.Literal('residence'),
        Type.Literal('organizer'),
        partyRef('another party'),
      ]),
    }),
    outsideNorm: Type.Boolean({
      default: false,
      description: 'allow the holder above 25 % or the organizer below 10 %',
    }),
  },
  { additionalProperties: false },
);
