import type { FastifyInstance } from 'fastify';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';

/** Who signs the access tokens that this API takes. */
export interface TokenIssuer {
  /** The `iss` of its tokens. */
  readonly issuer: string;
  /** The `aud` that means this API. */
  readonly audience: string;
  /** Finds the key that a token says it is signed with. */
  readonly findKey: JWTVerifyGetKey;
  /** An issuer that lives in this process adds its own pages. */
  mount?(app: FastifyInstance): void;
}

/** What {@link discoverTokenIssuer} asks for. */
export interface DiscoveryOptions {
  /** `OIDC_ISSUER`: `<issuer>/.well-known/openid-configuration` describes it. */
  readonly issuer: string;
  readonly audience: string;
  readonly timeoutMs?: number;
}

/**
 * The identity provider at an address, by OpenID Connect Discovery 1.0. It is asked at the first
 * token, and again as long as it does not answer: it need not be there when this starts. Its keys
 * are fetched again when a token names one that is not known.
 */
export function discoverTokenIssuer(options: DiscoveryOptions): TokenIssuer {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const findKey: JWTVerifyGetKey = async (header, token) => {
    keys ??= discoverKeys(options);
    try {
      const find = await keys;
      return await find(header, token);
    } catch (error) {
      if (error instanceof IssuerUnreachable) keys = undefined;
      throw error;
    }
  };
  return { issuer: options.issuer, audience: options.audience, findKey };
}

/** The identity provider did not answer, or not as one. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable';
}

async function discoverKeys(options: DiscoveryOptions): Promise<JWTVerifyGetKey> {
  const { issuer, timeoutMs = 5_000 } = options;
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    const found = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    // Section 4.3: or somebody else's keys would be believed.
    if (found.issuer !== issuer) throw new Error('it names another issuer');
    return createRemoteJWKSet(new URL(String(found.jwks_uri)), { timeoutDuration: timeoutMs });
  } catch (cause) {
    throw new IssuerUnreachable(`no identity provider at ${address}`, { cause });
  }
}
