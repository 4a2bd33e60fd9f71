import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { createLocalJWKSet, type JSONWebKeySet, type JWK } from 'jose';
import type OidcProvider from 'oidc-provider';
import type { Adapter, Configuration } from 'oidc-provider';
import { SECURITY_HEADERS } from '../http/security-headers.ts';
import { type DemoSecrets, keepDemoSecrets } from './demo-secrets.ts';
import { addPersonTokens } from './demo-person-tokens.ts';
import type { TokenIssuer } from './token-issuer.ts';

/** What the demo's identity provider asks for. */
export interface DemoIdentityProviderOptions {
  /** Keeps its key and the clients' secrets. */
  readonly dataFolder: string;
  /** Where this server is reached, without a path: `http://localhost:3000`. */
  readonly publicUrl: string;
  readonly clientIds: readonly string[];
  /** `NODE_ENV`. */
  readonly nodeEnv: string | undefined;
}

/** An identity provider in this process, for the demo. */
export interface DemoIdentityProvider extends TokenIssuer {
  /** Where a client gets its token. */
  readonly tokenUrl: string;
  /** Where a client gets the token of a person who would sign in by it. */
  readonly personTokenUrl: string;
  /** The keys by which anybody can check its tokens. */
  readonly jwks: JSONWebKeySet;
  /** @throws TypeError for a client that it does not know */
  secretOf(clientId: string): string;
  mount(app: FastifyInstance): void;
}

/** Where it is mounted. */
const PATH = '/oidc';
const PERSON_TOKEN = '/person-token';

/** Seconds that a token is good. */
const TOKEN_LIFE_S = 3600;

/**
 * Makes the demo's identity provider: OAuth 2 client credentials (RFC 6749, section 4.4) for every
 * client of the configuration, with JWT access tokens, and the token of any person for a client
 * that has the secret: nobody signs in, so that everything can be tried by a script. This process
 * checks them by its own keys, without asking itself over HTTP.
 *
 * @throws AssertionError in production: everybody who can read the data folder could be anybody
 */
export async function createDemoIdentityProvider(
  options: DemoIdentityProviderOptions,
): Promise<DemoIdentityProvider> {
  assert.notEqual(
    options.nodeEnv,
    'production',
    'the demo identity provider is not for production',
  );
  const secrets = await keepDemoSecrets(options.dataFolder, options.clientIds);
  const issuer = `${options.publicUrl}${PATH}`;
  const audience = `${options.publicUrl}/api`;
  const jwks = { keys: [publicPartOf(secrets.signingKey)] };
  const Provider = await loadProvider();
  const answer = new Provider(issuer, configurationOf(secrets, audience)).callback();
  return {
    issuer,
    audience,
    tokenUrl: `${issuer}/token`,
    personTokenUrl: `${issuer}${PERSON_TOKEN}`,
    jwks,
    findKey: createLocalJWKSet(jwks),
    secretOf: (clientId) => {
      const secret = secrets.clientSecrets.get(clientId);
      if (secret === undefined) throw new TypeError(`no client ${clientId} in the demo`);
      return secret;
    },
    mount: (app) => {
      mount(app, answer);
      addPersonTokens(app, { issuer, audience, secrets });
    },
  };
}

/** The package's own door warns about every Node that is not a long-term one. */
async function loadProvider(): Promise<typeof OidcProvider> {
  const door = new URL('provider.js', import.meta.resolve('oidc-provider'));
  const { Provider } = (await import(door.href)) as { Provider: typeof OidcProvider };
  return Provider;
}

function configurationOf(secrets: DemoSecrets, audience: string): Configuration {
  return {
    adapter: KeepNothing,
    clients: [...secrets.clientSecrets].map(([id, secret]) => ({
      client_id: id,
      client_secret: secret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    cookies: { keys: [secrets.cookieKey] },
    jwks: { keys: [secrets.signingKey] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: TOKEN_LIFE_S,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    ttl: { ClientCredentials: TOKEN_LIFE_S },
  };
}

/** Adds `/oidc`, whose requests go past Fastify untouched, their bodies unread. */
function mount(
  app: FastifyInstance,
  answer: ReturnType<InstanceType<typeof OidcProvider>['callback']>,
): void {
  void app.register(async (pages) => {
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser('*', (_request, _body, done) => done(null));
    pages.all(`${PATH}/*`, async ({ raw }, reply) => {
      reply.hijack();
      // A reply that is taken over goes without what the app would have added.
      for (const [name, value] of Object.entries(SECURITY_HEADERS))
        reply.raw.setHeader(name, value);
      // What a server of Node leaves behind when it takes off the path of a mount.
      Object.assign(raw, { originalUrl: raw.url, url: raw.url?.slice(PATH.length) });
      await answer(raw, reply.raw);
    });
  });
}

function publicPartOf({ kty, n, e, kid, use, alg }: JWK): JWK {
  return { kty, n, e, kid, use, alg } as JWK;
}

/** Clients are in the configuration and tokens are JWTs: nothing is left to keep. */
class KeepNothing implements Adapter {
  async upsert(): Promise<void> {}
  async find(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}
  async findByUid(): Promise<undefined> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}
