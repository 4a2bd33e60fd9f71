import { Type } from 'typebox';
import { Attempts } from '../access/attempts.ts';
import { forbidden, rateLimited, unauthorized } from '../access/problems.ts';
import { asMiss } from '../contract/problem.ts';
import { callForJson, callFunction } from '../database/call-function.ts';
import { addressRange } from '../http/address-range.ts';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { unlessDoneBefore } from '../http/unless-done-before.ts';
import { passholderAlreadyRegistered } from '../passes/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import {
  assertUnspent,
  readTokenOf,
  registrationTokenHeader,
  tokenFor,
} from './identify-by-birth.ts';
import { emailKey } from './email-key.ts';
import { registrationTokenSpent, uitidAlreadyRegistered } from './problems.ts';

const HOUR_MS = 3_600_000;

/** Linking a pass holder to an account of the identity provider: the four steps of UiTPAS. */
export async function uitidRoutes(api: Api): Promise<void> {
  addToken(api);
  addStatus(api);
  addEmail(api);
  addRegistering(api);
}

function addToken(api: Api): void {
  // Beside the wrong dates of each pass holder, which the database counts.
  const ofAddress = new Attempts({ most: 1_000, withinMs: HOUR_MS });
  api.get(
    '/passholders/me/uitid/registration-token',
    {
      config: {
        permission: 'PASSHOLDERS_REGISTER_UITID',
        byClientId: true,
        uitpas:
          'the client that is named holds `PASSHOLDERS_REGISTER_UITID`, so that a town without ' +
          'one has no such door; a pass holder of whom the date of birth was wrong five times is not looked at for ' +
          'an hour (429), from whatever address and by whichever number; only the active card of a holder of the municipality of ' +
          'the client counts, and every other answer is the same 401.',
      },
      schema: {
        summary: 'A registration token for who knows a pass and its date of birth',
        description:
          '`Authorization: Basic base64(uitpasNumber:dateOfBirth)`. The token can be used once, ' +
          'within half an hour. Asking it is recorded as a look.',
        tags: ['Current Passholder'],
        response: responses({ 200: Type.Object({ token: Type.String() }) }, rateLimited),
      },
    },
    async ({ caller, headers, ip }) => {
      const asked = tokenFor(headers.authorization);
      const from = addressRange(ip);
      ofAddress.begin(from, api.core.now());
      const token = await asked.make(api.core, caller);
      if (token === undefined) {
        throw asMiss(unauthorized({ detail: 'no such pass and date of birth' }));
      }
      ofAddress.succeed(from);
      return { token };
    },
  );
}

function addStatus(api: Api): void {
  const { core } = api;
  api.get(
    '/passholders/me/uitid/status',
    {
      config: {
        permission: 'PASSHOLDERS_REGISTER_UITID',
        byClientId: true,
        uitpas:
          'the client that is named holds `PASSHOLDERS_REGISTER_UITID`; `email` is absent: who knows a pass number and a date of birth is not told an address.',
      },
      schema: {
        summary: 'Whether a UiTiD is linked to the pass holder of a registration token',
        description: 'The token in `x-registration-token` is not used up by it.',
        tags: ['Current Passholder'],
        headers: registrationTokenHeader,
        response: responses({
          200: Type.Object({
            uitpasNumber: Type.String(),
            state: Type.String({ enum: ['REGISTERED', 'UNREGISTERED'] }),
          }),
        }),
      },
    },
    async ({ caller, headers }) => {
      const token = readTokenOf(core, caller, headers['x-registration-token']);
      const found = await callForJson<{ uitpasNumber: string; isLinked: boolean } | null>(
        core.pool,
        'core.uitid_status',
        [caller.cardSystemId, token.passholderId, token.id],
      );
      const { uitpasNumber, isLinked } = assertUnspent(found);
      return { uitpasNumber, state: isLinked ? 'REGISTERED' : 'UNREGISTERED' };
    },
  );
}

function addEmail(api: Api): void {
  const { core } = api;
  const ofClient = new Attempts({ most: 1_000, withinMs: HOUR_MS });
  api.get(
    '/uitid/emails/:email',
    {
      config: {
        permission: 'PASSHOLDERS_REGISTER_UITID',
        uitpas:
          'it needs the token of a client with `PASSHOLDERS_REGISTER_UITID`: anybody can send an ' +
          '`x-client-id`, and would learn who has a pass. That a pass has the address says nothing ' +
          'here, only that a linked UiTiD has it. Which accounts there are is known to the ' +
          'identity provider alone, so that `UITID_REGISTERED` is never answered: signing in and ' +
          'making an account begin at the same page.',
      },
      schema: {
        summary: 'Whether the UiTiD with an e-mail address is linked to a pass',
        tags: ['UiTiD'],
        params: Type.Object({ email: Type.String({ format: 'email', maxLength: 254 }) }),
        response: responses(
          {
            200: Type.Object({
              state: Type.String({ enum: ['UITID_UNREGISTERED', 'UITPAS_ALREADY_LINKED'] }),
            }),
          },
          rateLimited,
        ),
      },
    },
    async ({ caller, params }) => {
      ofClient.begin(caller.clientId, core.now());
      const isLinked = await callFunction<boolean>(core.pool, 'core.is_uitid_linked', [
        caller.cardSystemId,
        emailKey(params.email),
      ]);
      return { state: isLinked ? 'UITPAS_ALREADY_LINKED' : 'UITID_UNREGISTERED' };
    },
  );
}

function addRegistering(api: Api): void {
  const { core } = api;
  api.put(
    '/passholders/me/uitid',
    {
      config: {
        permission: 'PASSHOLDERS_REGISTER_UITID',
        citizens: 'only',
        uitpas: true,
        idempotency: 'optional',
      },
      schema: {
        summary: 'Link who signed in to the pass holder of a registration token',
        description: 'The token in `x-registration-token` is used up by it.',
        tags: ['Current Passholder'],
        headers: registrationTokenHeader,
        response: responses(
          { 201: Type.Null() },
          forbidden,
          passholderAlreadyRegistered,
          uitidAlreadyRegistered,
          registrationTokenSpent,
          passholderNotFound,
        ),
      },
    },
    async ({ caller, command, headers }, reply) => {
      const { cardSystemId, citizen, municipality } = caller;
      const answerAgain = async (): Promise<void> => {};
      const repeatable = { cardSystemId, kind: 'uitid-register', command, answerAgain };
      await unlessDoneBefore(core, repeatable, async () => {
        const token = readTokenOf(core, caller, headers['x-registration-token']);
        const { id = '', email = null } = citizen ?? {};
        await callFunction(core.pool, 'core.register_uitid', [
          cardSystemId,
          token.passholderId,
          municipality.id,
          JSON.stringify({ id, emailKey: email === null ? null : emailKey(email) }),
          token.id,
          new Date(core.now()).toISOString(),
          command.key,
          command.hash,
        ]);
      });
      // A null would be sent as JSON: UiTPAS publishes an answer without a body.
      return reply.code(201).send(undefined as unknown as null);
    },
  );
}
