import { Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import { requirePermission } from '../access/require-permission.ts';
import { clockAt } from '../contract/period.ts';
import type { Api } from '../http/api.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { townsOfCardSystem } from '../municipalities/card-system-shape.ts';
import { isPostalCode } from '../municipalities/postal-code.ts';
import { invalidPostalCode } from '../municipalities/problems.ts';
import { cardSystemNotFound } from '../organizers/problems.ts';
import { residenceAt } from '../persons/residence-at.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { assertPassholder } from './assert-passholder.ts';
import { membershipPrices, newMembershipPrice, replacementPrice } from './membership-price.ts';
import { invalidCard, invalidVoucherCode } from './problems.ts';

const MembershipPriceShape = Type.Object({
  price: Type.Number({ minimum: 0, description: 'in euro' }),
  label: Type.String(),
  description: Type.String(),
});

const cardType = Type.Union([Type.Literal('DIGITAL'), Type.Literal('NFC_CARD')]);
const cardSystemId = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

/** What the answer does not depend on: the price of a pass may not tell who is poor. */
const ignored = {
  socialTariff: Type.Optional(Type.Boolean({ description: 'the price is the same' })),
  voucher: Type.Optional(Type.String({ maxLength: 100, description: 'there are none here' })),
};

/** For those who live abroad, as UiTPAS writes it. */
const ABROAD = '0000';

/** The prices of a pass of the UiTPAS API 4.0. */
export async function membershipPriceRoutes(api: Api): Promise<void> {
  addPrices(api);
  addNewPrice(api);
  addReplacementPrice(api);
}

function addPrices(api: Api): void {
  api.get(
    '/card-systems/:cardSystemId/membership-prices',
    {
      config: { anyClient: true, uitpas: true },
      schema: {
        summary: 'What a pass costs in the towns of a card system',
        tags: ['Card systems'],
        params: Type.Object({ cardSystemId }),
        querystring: Type.Object({ cardType }),
        response: responses(
          { 200: Type.Array(MembershipPriceShape) },
          answeredAs(404, cardSystemNotFound),
        ),
      },
    },
    async ({ caller, params, query }) =>
      membershipPrices(townsOfCardSystem(caller.installation, params.cardSystemId), {
        ...query,
        day: clockAt(api.core.now()).day,
      }),
  );
}

function addNewPrice(api: Api): void {
  api.get(
    '/passholders/membership-prices/:cardSystemId',
    {
      config: { permission: 'MEMBERSHIP_PRICES_READ', uitpas: true },
      schema: {
        summary: 'What a pass costs somebody who has none yet',
        description:
          'In your own card system at your own town, which would sell it; elsewhere in the town ' +
          'of the postal code. The social tariff makes no difference.',
        tags: ['Passholders'],
        params: Type.Object({ cardSystemId }),
        querystring: Type.Object({
          cardType,
          postalCode: Type.String({ maxLength: 10 }),
          dateOfBirth: Type.String({ format: 'date' }),
          ...ignored,
        }),
        response: responses(
          { 200: MembershipPriceShape },
          invalidPostalCode,
          invalidVoucherCode,
          invalidCard,
          answeredAs(404, cardSystemNotFound),
        ),
      },
    },
    async ({ caller, params, query }) => {
      const { postalCode, voucher } = query;
      const { installation, municipality } = caller;
      const towns = townsOfCardSystem(installation, params.cardSystemId);
      if (!isPostalCode(postalCode) && postalCode !== ABROAD) throw invalidPostalCode();
      if (voucher !== undefined) throw invalidVoucherCode();
      const isOwn = params.cardSystemId === caller.cardSystemId;
      const elsewhere = residenceAt(installation, params.cardSystemId, postalCode) ?? towns[0];
      return newMembershipPrice(isOwn ? municipality : elsewhere, {
        cardType: query.cardType,
        birthDate: query.dateOfBirth,
        day: clockAt(api.core.now()).day,
      });
    },
  );
}

function addReplacementPrice(api: Api): void {
  api.get(
    '/passholders/:passholderId/membership-prices/:cardSystemId',
    {
      config: { permission: 'MEMBERSHIP_PRICES_READ', uitpas: true },
      schema: {
        summary: 'What another card costs a pass holder',
        description: 'Needs `PASSHOLDERS_SEARCH` too. The social tariff makes no difference.',
        tags: ['Passholders'],
        params: Type.Object({ passholderId: Type.String({ format: 'uuid' }), cardSystemId }),
        querystring: Type.Object({ cardType, ...ignored }),
        response: responses(
          { 200: MembershipPriceShape },
          invalidVoucherCode,
          invalidCard,
          forbidden,
          passholderNotFound,
          answeredAs(404, cardSystemNotFound),
        ),
      },
    },
    async ({ caller, params, query }) => {
      requirePermission(caller, 'PASSHOLDERS_SEARCH');
      if (params.cardSystemId !== caller.cardSystemId) throw cardSystemNotFound();
      if (query.voucher !== undefined) throw invalidVoucherCode();
      await assertPassholder(api.core, caller, params.passholderId);
      const day = clockAt(api.core.now()).day;
      return replacementPrice(caller.municipality, { cardType: query.cardType, day });
    },
  );
}
