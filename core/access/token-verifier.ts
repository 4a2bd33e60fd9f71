import { hash } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { parseNationalNumber } from '../contract/national-number.ts';
import { Problem } from '../contract/problem.ts';
import { serviceUnavailable } from '../http/problems.ts';
import type { SignedInUser } from './caller.ts';
import { unauthorized } from './problems.ts';
import type { TokenIssuer } from './token-issuer.ts';

/** Whose a bearer token is. */
export interface TokenIdentity {
  readonly clientId: string;
  /** Null when the token is the client's own. */
  readonly user: SignedInUser | null;
}

/** Reads whose a bearer token is. */
export type TokenVerifier = (token: string) => Promise<TokenIdentity>;

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

/** The claim of who signed in by an identity card or itsme (ACM). */
export const NATIONAL_NUMBER = 'https://publiq.be/rrn';

/** Clocks of two machines differ a little. */
const CLOCK_TOLERANCE_S = 5;

/**
 * The `typ` of an access token (RFC 9068, section 2.1). A type is compared without its case, and
 * `application/` may be left out (RFC 7515, section 4.1.9).
 *
 * RFC 9068, section 4, refuses every other type. We take `JWT` as well, which says only what it is
 * made of, and none at all: Keycloak, Auth0 and Entra ID put `JWT` on their access tokens unless
 * they are told otherwise. What says that it is something else (`logout+jwt`, `dpop+jwt`, a
 * security event) is signed by the same key and not meant to open a door (RFC 8725, section 3.11).
 */
const ACCESS_TOKEN_TYPES = ['at+jwt', 'jwt'];

/**
 * Makes the verifier of access tokens: signature, type, issuer and audience to the letter, and the
 * times `iat`, `nbf` and `exp`. A verified token is remembered until it expires, under its hash, so
 * that its signature is checked once.
 *
 * @returns a function that answers the client, and the user if there is one,
 * and throws Problem `unauthorized`, or `service-unavailable` when the issuer's keys are out of
 * reach
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { issuer, cacheSize = 10_000 } = options;
  const verified = new Map<string, { identity: TokenIdentity; expiresAtMs: number }>();

  return async (token) => {
    const id = hash('sha256', token, 'base64url');
    const known = verified.get(id);
    verified.delete(id);
    if (known && known.expiresAtMs > options.now()) {
      // Set again: a Map keeps the order of setting, so the first is the longest unused.
      verified.set(id, known);
      return known.identity;
    }

    const payload = await verify(token, issuer, options.now());
    const identity = identityOf(payload);
    verified.set(id, { identity, expiresAtMs: Number(payload.exp) * 1000 });
    const oldest = verified.size > cacheSize ? verified.keys().next() : undefined;
    if (oldest?.value !== undefined) verified.delete(oldest.value);
    return identity;
  };
}

async function verify(token: string, issuer: TokenIssuer, nowMs: number): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, issuer.findKey, {
      algorithms: ALGORITHMS,
      issuer: issuer.issuer,
      audience: issuer.audience,
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(nowMs),
    });
    if (!isAccessToken(protectedHeader)) throw unauthorized({ detail: 'this is no access token' });
    if (isOfLater(payload, nowMs)) {
      throw unauthorized({ detail: 'the access token says that it was made later than now' });
    }
    return payload;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw isAboutToken(error) ? unauthorized({ detail: reasonOf(error) }) : unreachable(error);
  }
}

function isAccessToken({ typ }: { readonly typ?: unknown }): boolean {
  if (typ === undefined) return true;
  if (typeof typ !== 'string') return false;
  return ACCESS_TOKEN_TYPES.includes(typ.toLowerCase().replace(/^application\//, ''));
}

/**
 * RFC 7519, section 4.1.6, says what `iat` is and leaves the check to us. A clock that is wrong
 * about now is wrong about `exp` as well. Absent is allowed: RFC 9068 asks for it, older providers
 * do not.
 */
function isOfLater({ iat }: JWTPayload, nowMs: number): boolean {
  if (iat === undefined) return false;
  return typeof iat !== 'number' || iat > nowMs / 1000 + CLOCK_TOLERANCE_S;
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
    // RFC 7519, section 4.1.5.
    if (error.claim === 'nbf') return 'the access token does not hold yet';
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
function identityOf(payload: JWTPayload): TokenIdentity {
  const { sub } = payload;
  const clientId = [payload['client_id'], payload['azp'], sub].find(isText);
  if (clientId === undefined) throw unauthorized({ detail: 'the token names no client' });
  const isUser = isText(sub) && sub !== clientId;
  return { clientId, user: isUser ? userOf(payload, sub) : null };
}

/** The claims of publiq are those of the UiTPAS API 4.0, at `GET /passholders/me`. */
function userOf(payload: JWTPayload, sub: string): SignedInUser {
  const { email, email_verified: isVerified } = payload;
  const [former, number] = [payload['https://publiq.be/uitidv1id'], payload[NATIONAL_NUMBER]];
  return {
    id: isText(former) ? former : sub,
    email: isText(email) && isVerified === true ? email : null,
    nationalNumber: isText(number) ? (parseNationalNumber(number) ?? null) : null,
  };
}

function isText(claim: unknown): claim is string {
  return typeof claim === 'string' && claim !== '';
}
