import { Type } from 'typebox';

/** By which service of the government a town asks who has a right to the social tariff. */
export const ValidationConfig = Type.Object(
  {
    service: Type.Literal('simulated', {
      description: 'a stand-in with invented persons, which does not exist in production',
    }),
    redirectUrls: Type.Array(
      Type.String({
        pattern: '^https?://[^\\s]+$',
        maxLength: 500,
        'x-form': 'an address such as https://www.voorbeeld.be/pas-aanvragen',
      }),
      {
        default: [],
        description: 'the pages to which a resident comes back from the service, to the letter',
      },
    ),
  },
  { additionalProperties: false, description: 'left out: nobody can be asked' },
);
