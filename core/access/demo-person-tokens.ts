import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { importJWK, SignJWT } from 'jose';
import { Type } from 'typebox';
import type { DemoSecrets } from './demo-secrets.ts';
import { unauthorized } from './problems.ts';
import { NATIONAL_NUMBER } from './token-verifier.ts';

/** Who signs these tokens, and with what. */
export interface PersonTokens {
  readonly issuer: string;
  readonly audience: string;
  readonly secrets: DemoSecrets;
}

const Body = Type.Object(
  {
    clientId: Type.String({ maxLength: 64 }),
    clientSecret: Type.String({ maxLength: 128 }),
    subject: Type.String({ minLength: 1, maxLength: 128 }),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    inszNumber: Type.Optional(Type.String({ maxLength: 64 })),
  },
  { additionalProperties: false },
);

interface Asked {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subject: string;
  readonly email?: string;
  readonly inszNumber?: string;
}

const TOKEN_LIFE = '1 hour';

/**
 * Adds `POST /oidc/person-token` to the demo: a client with its secret says who signed in by it,
 * and gets the token that a real identity provider would give that person.
 */
export function addPersonTokens(app: FastifyInstance, { issuer, audience, secrets }: PersonTokens) {
  app.post(
    '/oidc/person-token',
    { schema: { body: Body, hide: true } },
    async ({ body }, reply) => {
      const { clientId, clientSecret, subject, email, inszNumber } = body as Asked;
      const secret = secrets.clientSecrets.get(clientId);
      if (secret === undefined || !isSame(secret, clientSecret)) throw unauthorized();
      const key = await importJWK(secrets.signingKey, 'RS256');
      const token = await new SignJWT({
        client_id: clientId,
        ...(email !== undefined && { email, email_verified: true }),
        ...(inszNumber !== undefined && { [NATIONAL_NUMBER]: inszNumber }),
      })
        .setProtectedHeader({ alg: 'RS256', kid: secrets.signingKey.kid ?? '', typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(TOKEN_LIFE)
        .sign(key);
      return reply.send({ access_token: token, token_type: 'Bearer', expires_in: 3600 });
    },
  );
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
