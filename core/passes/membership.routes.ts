import { Type } from 'typebox';
import { actFor } from '../access/acting-organizer.ts';
import { forbidden } from '../access/problems.ts';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { postalCodeNotInCardSystem } from '../municipalities/problems.ts';
import { cardSystemNotFound } from '../organizers/problems.ts';
import { assertAddress } from '../persons/passholder-body.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { type GivenOut, readStockCard } from './give-out.ts';
import { meansOfPayment } from './means-of-payment.ts';
import { assertGivesOut } from './membership-price.ts';
import { MembershipShape } from './membership-shape.ts';
import { previewMembership } from './preview-membership.ts';
import {
  invalidCard,
  invalidCardStatus,
  invalidPassNumber,
  invalidVoucherCode,
  newMembershipError,
  passNumberTaken,
} from './problems.ts';
import { renewMembership } from './renew-membership.ts';

const Params = Type.Object({
  passholderId: Type.String({ format: 'uuid' }),
  cardSystemId: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});

const DIFFERENT =
  'a holder has one membership, in the card system of the client: in another region the same ' +
  'person is registered anew; and who lacks `SOCIALTARIFF_READ` is answered the same for every ' +
  'holder: a card is replaced, and the social status stays as it is, whatever it is.';

const MembershipBody = Type.Object({
  cardType: Type.Union([Type.Literal('DIGITAL'), Type.Literal('NFC_CARD')]),
  uitpasNumber: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'of a card in the stock' }),
  ),
  address: Type.Optional(
    Type.Object({
      street: Type.String({ maxLength: 200 }),
      postalCode: Type.String({ minLength: 1, maxLength: 16 }),
      city: Type.String({ minLength: 1, maxLength: 100 }),
    }),
  ),
  socialTariff: Type.Optional(
    Type.Object({ socialTariffEndDate: Type.Optional(Type.String({ format: 'date' })) }),
  ),
  voucher: Type.Optional(Type.String({ maxLength: 100 })),
  registrationOrganizer: Type.Object({ id: Type.String({ format: 'uuid' }) }),
});

/** The memberships of the UiTPAS API 4.0: what a new one comes to, and making it. */
export async function membershipRoutes(api: Api): Promise<void> {
  addPreview(api);
  addRenewal(api);
}

function addPreview(api: Api): void {
  api.get(
    '/passholders/:passholderId/memberships/:cardSystemId',
    {
      config: { permission: 'PASSHOLDERS_WRITE', uitpas: DIFFERENT },
      schema: {
        summary: 'What a new membership of a pass holder would come to',
        tags: ['Passholders'],
        params: Params,
        querystring: Type.Object({
          socialTariff: Type.Boolean(),
          organizerId: Type.String({ format: 'uuid' }),
        }),
        response: responses(
          {
            200: Type.Object({
              type: Type.String({ enum: ['NOT_POSSIBLE', 'NEW_MEMBERSHIP', 'REPLACE_MEMBERSHIP'] }),
              socialTariffEndDate: Type.Optional(Type.String({ format: 'date' })),
              addressChangeRequired: Type.Boolean(),
              replacedMembership: Type.Optional(MembershipShape),
            }),
          },
          forbidden,
          passholderNotFound,
          answeredAs(404, cardSystemNotFound),
        ),
      },
    },
    async ({ caller, params, query }) =>
      previewMembership(api.core, caller, { ...params, socialTariff: query.socialTariff }),
  );
}

function addRenewal(api: Api): void {
  api.post(
    '/passholders/:passholderId/memberships/:cardSystemId',
    {
      config: { permission: 'PASSHOLDERS_WRITE', uitpas: DIFFERENT, idempotency: 'optional' },
      schema: {
        summary: 'Give a pass holder another card, and keep everything',
        tags: ['Passholders'],
        params: Params,
        querystring: Type.Object({ means: meansOfPayment }),
        body: MembershipBody,
        response: responses(
          { 201: Type.Null() },
          forbidden,
          invalidCard,
          invalidCardStatus,
          invalidPassNumber,
          invalidVoucherCode,
          newMembershipError,
          passNumberTaken,
          postalCodeNotInCardSystem,
          passholderNotFound,
          answeredAs(404, cardSystemNotFound),
        ),
      },
    },
    async ({ caller, params, body, query, command }, reply) => {
      const desk = actFor(caller, body.registrationOrganizer.id);
      if (body.voucher !== undefined) throw invalidVoucherCode();
      if (body.address) assertAddress(desk, body.address);
      const { socialTariff } = body;
      assertGivesOut(desk.municipality, body.cardType);
      await renewMembership(api.core, desk, {
        ...params,
        card: cardOf(body),
        address: body.address,
        socialTariff: socialTariff && { endDate: socialTariff.socialTariffEndDate },
        means: query.means,
        command,
      });
      // A null would be sent as JSON: UiTPAS publishes an answer without a body.
      return reply.code(201).send(undefined as unknown as null);
    },
  );
}

function cardOf(body: { cardType: GivenOut['type']; uitpasNumber?: string }): GivenOut {
  if (body.cardType === 'DIGITAL') return { type: 'DIGITAL' };
  const jsonPointer = '/uitpasNumber';
  if (body.uitpasNumber === undefined) {
    throw invalidData({ detail: `${jsonPointer} is missing: the card of NFC_CARD`, jsonPointer });
  }
  return readStockCard(body.uitpasNumber, jsonPointer);
}
