import { Type } from 'typebox';
import { forbidden } from '../access/problems.ts';
import type { Api } from '../http/api.ts';
import { serviceUnavailable, urlNotFound } from '../http/problems.ts';
import { answeredAs, responses } from '../http/responses.ts';
import { Nullable } from '../http/schemas.ts';
import { cardSystemNotFound } from '../organizers/problems.ts';
import { passholderNotFound } from '../roles/problems.ts';
import { showValidation } from './validated-person.ts';
import { validateHolder } from './validate-holder.ts';
import {
  finishLogin,
  readValidationToken,
  startValidation,
  takeValidationToken,
} from './validation-flow.ts';

const tags = ['SocialTariffValidation'];
const CALLBACK = '/social-tariff-validation/callback';
const token = Type.String({ minLength: 1, maxLength: 2000 });

const Person = Type.Object({
  inszNumber: Type.String(),
  familyName: Type.String(),
  givenName: Type.String(),
  hasSocialTariff: Type.Boolean(),
  uitpasNumber: Type.Optional(Type.String()),
  street: Type.Optional(Type.String()),
  postalCode: Type.Optional(Type.String()),
  city: Type.Optional(Type.String()),
  idToken: Type.String({ description: 'proves all this in `POST /orders`, for an hour' }),
  idTokenExpiresAt: Type.String({ format: 'date-time' }),
});

/**
 * `/social-tariff-validation` of the UiTPAS API 4.0: a resident logs in at the government, which
 * says who has a right to the social tariff; and our own command, by which the service that manages
 * it asks the same of a holder.
 */
export async function validationRoutes(api: Api): Promise<void> {
  addStart(api);
  addCallback(api);
  addToken(api);
  addInformation(api);
  addValidation(api);
  for (const service of api.core.governments.values()) service.mount?.(api);
}

function addStart(api: Api): void {
  api.get(
    '/social-tariff-validation/start',
    {
      config: { public: true, uitpas: true },
      schema: {
        summary: 'Send a resident to the service of the government',
        tags,
        querystring: Type.Object({
          prompt: Type.Optional(Type.Literal('login')),
          state: Type.String({ minLength: 1, maxLength: 500 }),
          code_challenge: Type.String({ minLength: 43, maxLength: 44 }),
          redirect_uri: Type.String({ minLength: 1, maxLength: 500 }),
        }),
        response: responses({ 303: Type.Null() }, urlNotFound),
      },
    },
    async ({ query }, reply) => {
      const { state, code_challenge: challenge, redirect_uri: redirectUri, prompt } = query;
      const asked = { state, challenge, redirectUri, isPrompted: prompt === 'login' };
      const address = startValidation(api.core, asked, `${api.publicUrl}/api${CALLBACK}`);
      return reply.redirect(address, 303) as never;
    },
  );
}

/** Hidden from the description: only the service sends a browser here. */
function addCallback(api: Api): void {
  api.get(
    CALLBACK,
    {
      config: { public: true },
      schema: {
        hide: true,
        querystring: Type.Object({
          code: Type.Optional(Type.String({ maxLength: 500 })),
          state: token,
        }),
      },
    },
    async ({ query }, reply) => reply.redirect(finishLogin(api.core, query), 303) as never,
  );
}

function addToken(api: Api): void {
  api.post(
    '/social-tariff-validation/token',
    {
      config: { public: true, uitpas: true },
      schema: {
        summary: 'A token for the code that came with a resident',
        tags,
        body: Type.Object({
          code: token,
          codeVerifier: Type.String({ minLength: 1, maxLength: 500 }),
        }),
        response: responses(
          { 200: Type.Object({ token: Type.String() }) },
          urlNotFound,
          serviceUnavailable,
        ),
      },
    },
    async ({ body }) => ({ token: await takeValidationToken(api.core, body) }),
  );
}

function addInformation(api: Api): void {
  api.get(
    '/social-tariff-validation',
    {
      config: { customToken: readValidationToken, uitpas: true },
      schema: {
        summary: 'Whether a resident and the children have a right to the social tariff',
        tags,
        querystring: Type.Object({
          cardSystemId: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
        }),
        response: responses(
          { 200: Type.Object({ user: Person, children: Type.Array(Person) }) },
          answeredAs(400, cardSystemNotFound),
          urlNotFound,
        ),
      },
    },
    async ({ caller, query }) => {
      const { cardSystemId = caller.cardSystemId } = query;
      if (cardSystemId !== caller.cardSystemId) throw cardSystemNotFound();
      return showValidation(api.core, caller);
    },
  );
}

function addValidation(api: Api): void {
  api.post(
    '/passholders/:id/social-tariff/validations',
    {
      config: { permission: 'SOCIALTARIFF_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Ask the government whether a holder has a right to the social tariff',
        description:
          'Grants it until the day that the government names. Only for the organizers that ' +
          'manage the social tariff of the municipality; when the government does not answer, ' +
          'nothing is changed.',
        tags: ['Social tariff'],
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: responses(
          {
            200: Type.Object({
              outcome: Type.String({ enum: ['ENTITLED', 'NONE', 'UNKNOWN'] }),
              socialTariff: Nullable(
                Type.Object({
                  status: Type.String({ enum: ['ACTIVE', 'SUSPENDED', 'NONE'] }),
                  effectiveFrom: Type.String({ format: 'date' }),
                  endDate: Nullable(Type.String({ format: 'date' })),
                }),
              ),
            }),
          },
          forbidden,
          passholderNotFound,
        ),
      },
    },
    async ({ caller, params, command }) =>
      validateHolder(api.core, caller, { passholderId: params.id, command }),
  );
}
