import { invalidCity } from '../municipalities/problems.ts';
import { Type } from 'typebox';
import type { Api } from '../http/api.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { cardSystemNotFound, organizerNotFound } from '../organizers/problems.ts';
import { invalidCard, passholderAlreadyRegistered, passNumberTaken } from '../passes/problems.ts';
import { registerSelf } from '../passes/register-self.ts';
import { factErased } from '../points/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { findCitizen } from './find-citizen.ts';
import { asSelf, PassholderShape, showPassholder } from './passholder-shape.ts';
import { forbiddenUnderaged, nationalNumberInTokenRequired } from './problems.ts';
import { readPassholder } from './read-passholder.ts';

const SELF_DIFFERS =
  'it is the app of a municipality, for who lives there or was registered there; `inszNumber` and ' +
  '`registrationOrganizer` are not shown, and `gender` and `nationality` are not kept';

/** The pass holder who signed in, as the UiTPAS API 4.0 has it. */
export async function currentPassholderRoutes(api: Api): Promise<void> {
  addReading(api);
  addRegistering(api);
}

function addReading(api: Api): void {
  const { core } = api;
  api.get(
    '/passholders/me',
    {
      config: {
        permission: 'PASSHOLDERS_SELF_READ',
        citizens: 'only',
        uitpas: `${SELF_DIFFERS}.`,
      },
      schema: {
        summary: 'The pass holder who signed in, all of it',
        description: 'Found by the national number in the token, or else by the linked UiTiD.',
        tags: ['Current Passholder'],
        response: responses({ 200: PassholderShape }, passholderNotFound),
      },
    },
    async ({ caller }) => {
      const id = await findCitizen(core, caller);
      const stored = await readPassholder(core, caller, { id, isNoted: false });
      return showPassholder(core, asSelf(caller), stored);
    },
  );
}

const SelfRegistration = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100, description: 'the last name' }),
  firstName: Type.String({ minLength: 1, maxLength: 100 }),
  dateOfBirth: Type.String({ format: 'date' }),
  email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
  postalCode: Type.String({ minLength: 1, maxLength: 16 }),
  city: Type.String({ minLength: 1, maxLength: 100 }),
  cardSystem: Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }),
  registrationOrganizer: Type.Object({ id: Type.String({ format: 'uuid' }) }),
});

function addRegistering(api: Api): void {
  const { core } = api;
  api.post(
    '/passholders/me',
    {
      config: {
        permission: 'PASSHOLDERS_SELF_REGISTRATION',
        citizens: 'only',
        uitpas:
          `${SELF_DIFFERS}; the pass is one without a card and is not paid; the date of birth is ` +
          'that of the national number; several pass holders may have one e-mail address; who ' +
          'has a pass is answered `passholder-already-registered`.',
        idempotency: 'optional',
      },
      schema: {
        summary: 'Who signed in by an identity card registers himself',
        tags: ['Current Passholder'],
        body: SelfRegistration,
        response: responses(
          { 200: PassholderShape },
          nationalNumberInTokenRequired,
          answeredAs(400, organizerNotFound, cardSystemNotFound),
          forbiddenUnderaged,
          invalidCity,
          invalidCard,
          passholderAlreadyRegistered,
          passNumberTaken,
          factErased,
        ),
      },
    },
    async ({ caller, body, command }) => {
      const { cardSystemId } = caller;
      const answerAgain = async (id: string) => id;
      const repeatable = { cardSystemId, kind: 'passholder-register', command, answerAgain };
      const id = await unlessDoneBefore(core, repeatable, async () =>
        registerSelf(core, caller, { ...body, command }),
      );
      const stored = await readPassholder(core, caller, { id, isNoted: false });
      return showPassholder(core, asSelf(caller), stored);
    },
  );
}
