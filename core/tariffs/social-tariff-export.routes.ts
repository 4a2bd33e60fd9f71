import { Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import type { Api } from '../http/api.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { cardSystemNotFound } from '../organizers/problems.ts';
import { exportSocialTariff } from './export-social-tariff.ts';

/** `GET /cards/social-tariff/{cardSystemId}/active`: for who manages the social tariff. */
export async function socialTariffExportRoutes(api: Api): Promise<void> {
  api.get(
    '/cards/social-tariff/:cardSystemId/active',
    {
      config: {
        permission: 'SOCIALTARIFF_EXPORT',
        uitpas:
          'it is a list of the poor, so only the service that manages the social tariff of a ' +
          'town gets it, of the holders of that town, and each holder there sees that it was ' +
          'taken; a ticketing system asks the price instead.',
      },
      schema: {
        summary: 'The passes at the social tariff of the own municipality',
        tags: ['Cards'],
        params: Type.Object({
          cardSystemId: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
        }),
        response: responses(
          {
            200: Type.Array(
              Type.Object({
                uitpasNumber: Type.String(),
                cardType: Type.String({ enum: ['REGULAR', 'GROUP'] }),
              }),
            ),
          },
          forbidden,
          answeredAs(404, cardSystemNotFound),
        ),
      },
    },
    async ({ caller, params }) => {
      if (params.cardSystemId !== caller.cardSystemId) throw cardSystemNotFound();
      const numbers = await exportSocialTariff(api.core, caller);
      return numbers.map((uitpasNumber) => ({ uitpasNumber, cardType: 'REGULAR' }));
    },
  );
}
