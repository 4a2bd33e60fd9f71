import { Type } from 'typebox';
import { organizerRef, placeRef } from '../contract/settings.ts';

/** A post at which holders save points: where it stands, and for whom. */
export const KioskConfig = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'as it stands on the post, and on no other',
    }),
    organizers: Type.Array(organizerRef('at whose events it saves points'), { minItems: 1 }),
    places: Type.Array(placeRef('where it stands: their events go before others'), {
      default: [],
    }),
    releaseTrack: Type.Union([Type.Literal('stable'), Type.Literal('beta')], {
      default: 'stable',
      description: 'which version of its own program the device takes',
    }),
  },
  { additionalProperties: false },
);
