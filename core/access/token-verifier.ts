import { hash } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { serviceUnavailable } from '../http/problems.ts';
import { unauthorized } from './problems.ts';
import type { TokenIssuer } from './token-issuer.ts';

/** Reads which client a bearer token belongs to. */
export type TokenVerifier = (token: string) => Promise<string>;

/** What {@link createTokenVerifier} asks for. */
export interface TokenVerifierOptions {
  readonly issuer: TokenIssuer;
  /** Milliseconds since 1970. */
  now(): number;
  /** How many verified tokens are remembered; the least recently used one goes first. */
  readonly cacheSize?: number;
}

/** Signatures that anybody can check: never a shared secret, never `none`. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'Ed25519'];

/** Clocks of two machines differ a little. */
const CLOCK_TOLERANCE_S = 5;

/**
 * Makes the verifier of access tokens: signature, issuer, audience and expiry. A verified token is
 * remembered until it expires, under its hash, so that its signature is checked once.
 *
 * @returns a function that answers the client's id
 * and throws Problem `unauthorized`, or `service-unavailable` when the issuer's keys are out of reach
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { issuer, cacheSize = 10_000 } = options;
  const verified = new Map<string, { clientId: string; expiresAtMs: number }>();

  return async (token) => {
    const id = hash('sha256', token, 'base64url');
    const known = verified.get(id);
    verified.delete(id);
    if (known && known.expiresAtMs > options.now()) {
      // Set again: a Map keeps the order of setting, so the first is the longest unused.
      verified.set(id, known);
      return known.clientId;
    }

    const payload = await verify(token, issuer, options.now());
    const clientId = clientIdOf(payload);
    verified.set(id, { clientId, expiresAtMs: Number(payload.exp) * 1000 });
    const oldest = verified.size > cacheSize ? verified.keys().next() : undefined;
    if (oldest?.value !== undefined) verified.delete(oldest.value);
    return clientId;
  };
}

async function verify(token: string, issuer: TokenIssuer, nowMs: number): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, issuer.findKey, {
      algorithms: ALGORITHMS,
      issuer: issuer.issuer,
      audience: issuer.audience,
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(nowMs),
    });
    return payload;
  } catch (error) {
    throw isAboutToken(error) ? unauthorized({ detail: reasonOf(error) }) : unreachable(error);
  }
}

/** Everything else is a failure to get the issuer's keys. */
function isAboutToken(error: unknown): error is errors.JOSEError {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== errors.JOSEError.code
  );
}

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'the access token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `the access token has another ${error.claim} than this API takes`;
  }
  return 'the access token is not one of the identity provider of this API';
}

function unreachable(cause: unknown): Error {
  const problem = serviceUnavailable({ detail: 'the identity provider does not answer' });
  problem.cause = cause;
  return problem;
}

/** RFC 9068 has `client_id`; other providers have `azp`, or only the subject. */
function clientIdOf(payload: JWTPayload): string {
  const named = [payload['client_id'], payload['azp'], payload.sub];
  const clientId = named.find((claim) => typeof claim === 'string');
  if (typeof clientId !== 'string') throw unauthorized({ detail: 'the token names no client' });
  return clientId;
}
