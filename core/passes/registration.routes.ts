import { type Static, Type } from 'typebox';
import { actFor } from '../access/acting-organizer.ts';
import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import type { Core } from '../core.ts';
import type { Api } from '../http/api.ts';
import { invalidData } from '../http/problems.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { postalCodeNotInCardSystem } from '../municipalities/problems.ts';
import { cardSystemNotFound } from '../organizers/problems.ts';
import {
  PASSHOLDER_DIFFERS,
  PassholderShape,
  showPassholder,
} from '../persons/passholder-shape.ts';
import { personBody, personOf } from '../persons/passholder-body.ts';
import { pictureAt } from '../persons/picture-at.ts';
import { readPassholder } from '../persons/read-passholder.ts';
import { residenceAt } from '../persons/residence-at.ts';
import { factErased } from '../points/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { assertMayGrant, socialStatusRow } from '../tariffs/social-grant.ts';
import { type GivenOut, readStockCard } from './give-out.ts';
import { assertGivesOut } from './membership-price.ts';
import { meansOfPayment } from './means-of-payment.ts';
import {
  invalidCard,
  invalidCardStatus,
  invalidNationalNumber,
  invalidPassNumber,
  invalidVoucherCode,
  passholderAlreadyRegistered,
  passNumberTaken,
} from './problems.ts';
import { type Registration, registerPassholder } from './register-passholder.ts';

const RegistrationBody = Type.Object({
  ...personBody,
  registrationOrganizer: Type.Optional(Type.Object({ id: Type.String({ format: 'uuid' }) })),
  registrationCardSystemId: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
  registrationVoucher: Type.Optional(Type.String({ maxLength: 100 })),
  registrationCardType: Type.Union([Type.Literal('DIGITAL'), Type.Literal('NFC_CARD')]),
  registrationUitpasNumber: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: 'of a card in the stock' }),
  ),
  registrationPicture: Type.Optional(
    Type.String({
      minLength: 1,
      format: 'byte',
      maxLength: 700_000,
      description: 'JPEG or PNG, in base64',
    }),
  ),
  registrationNote: Type.Optional(Type.String({ maxLength: 2000 })),
});

/** `POST /passholders`: a person gets a pass, and the desk sells it. */
export async function registrationRoutes(api: Api): Promise<void> {
  const { core } = api;
  api.post(
    '/passholders',
    {
      config: {
        permission: 'PASSHOLDERS_WRITE',
        uitpas: `${PASSHOLDER_DIFFERS}. Who manages the social tariff grants it, and nobody else.`,
        idempotency: 'optional',
      },
      schema: {
        summary: 'Register a pass holder and sell the pass',
        description:
          'The card must be in the stock; a pass without a card gets a number. The price, by ' +
          'age, is a sale of the registering organizer.',
        tags: ['Passholders'],
        querystring: Type.Object({ means: meansOfPayment }),
        body: RegistrationBody,
        response: responses(
          { 200: PassholderShape },
          answeredAs(400, cardSystemNotFound),
          forbidden,
          invalidNationalNumber,
          invalidPassNumber,
          invalidCard,
          invalidCardStatus,
          invalidVoucherCode,
          postalCodeNotInCardSystem,
          passholderAlreadyRegistered,
          passNumberTaken,
          factErased,
        ),
      },
    },
    async ({ caller, body, query, command }) => {
      const { cardSystemId } = caller;
      const registeredId = await unlessDoneBefore(
        core,
        { cardSystemId, kind: 'passholder-register', command, answerAgain: async (id) => id },
        async () => {
          const named = body.registrationOrganizer;
          const desk = named ? actFor(caller, named.id) : caller;
          const registration = registrationOf(core, desk, body);
          const payment = { means: query.means };
          const asked = { ...registration, household: null, payment, command };
          return (await registerPassholder(core, desk, asked)).passholderId;
        },
      );
      return showRegistered(core, caller, registeredId);
    },
  );
}

/** The desk has just written it: that is no look. @throws Problem `fact-erased` */
async function showRegistered(core: Core, caller: Caller, id: string) {
  try {
    const stored = await readPassholder(core, caller, { id, isNoted: false });
    return showPassholder(core, caller, stored);
  } catch (error) {
    const isGone = (error as { definition?: unknown }).definition === passholderNotFound.definition;
    throw isGone ? factErased() : error;
  }
}

type Registered = Pick<Registration, 'person' | 'card' | 'private' | 'social'>;

function registrationOf(
  core: Core,
  caller: Caller,
  body: Static<typeof RegistrationBody>,
): Registered {
  const { registrationCardSystemId: cardSystemId = caller.cardSystemId } = body;
  if (cardSystemId !== caller.cardSystemId) throw cardSystemNotFound();
  if (body.registrationVoucher !== undefined) throw invalidVoucherCode();
  const person = personOf(core, caller, body);
  const { registrationNote: note, registrationPicture: picture } = body;
  const endDate = body.registrationSocialTariffEndDate ?? null;
  if (endDate !== null) {
    assertMayGrant(caller, residenceAt(caller.installation, cardSystemId, person.postalCode));
  }
  const pointer = '/registrationSocialTariffEndDate';
  return {
    person,
    card: cardOf(caller, body),
    private: {
      ...(note !== undefined && note !== '' && { note }),
      ...(picture !== undefined && { picture: pictureAt(picture, '/registrationPicture') }),
    },
    social:
      endDate === null
        ? null
        : socialStatusRow(core, caller, { status: 'ACTIVE', endDate, pointer }),
  };
}

/** @throws Problem `invalid-data` without a number, `invalid-card`, `invalid-uitpas-number` */
function cardOf(
  caller: Caller,
  { registrationCardType: type, registrationUitpasNumber: number }: Static<typeof RegistrationBody>,
): GivenOut {
  assertGivesOut(caller.municipality, type);
  if (type === 'DIGITAL') return { type };
  const jsonPointer = '/registrationUitpasNumber';
  if (number === undefined) {
    throw invalidData({ detail: `${jsonPointer} is missing: the card of NFC_CARD`, jsonPointer });
  }
  return readStockCard(number, jsonPointer);
}
