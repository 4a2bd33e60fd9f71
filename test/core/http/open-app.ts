import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Pool } from 'pg';
import { createApp } from '../../../core/app.ts';
import type { TokenIssuer } from '../../../core/access/token-issuer.ts';
import type { PluginDefinition } from '../../../core/contract/plugin.ts';
import type { Core } from '../../../core/core.ts';
import { nativePool, openOrm } from '../../../core/database/orm.ts';
import type { Api } from '../../../core/http/api.ts';
import { type HttpLimits, NO_LIMITS } from '../../../core/http/http-limits.ts';
import { Installation } from '../../../core/municipalities/installation.ts';
import type { MunicipalityConfig } from '../../../core/municipalities/municipality-config.ts';
import { RecordedJobs } from '../../fixtures/recorded-jobs.ts';
import { testKeys } from '../../fixtures/test-keys.ts';
import { activeMunicipality, townConfig } from '../../fixtures/test-towns.ts';

interface Test {
  teardown(run: () => unknown): unknown;
  testdir(): string;
}

type Clients = MunicipalityConfig['clients'];

/** A client as configuration makes it; everything left out is its default. */
export function client(change: Partial<Clients[string]> = {}): Clients[string] {
  return {
    organizers: ['library'],
    permissions: [],
    permissionSets: [],
    discreetAliases: false,
    ...change,
  };
}

/** Lier with these clients, and Mechelen with an administrator and a desk that may do nothing. */
export function townsWith(
  clients: Clients,
  plugins: readonly PluginDefinition[] = [],
): Installation {
  const enabled = plugins.map((definition) => ({ definition, config: {} }));
  const sets = { desk: ['ORGANIZERS_SEARCH', 'RIGHTS_READ'] };
  return new Installation([
    activeMunicipality(townConfig('lier', 1, { clients, permissionSets: sets }), enabled),
    activeMunicipality(
      townConfig('mechelen', 2, {
        clients: {
          'mechelen-admin': client({ organizers: ['uit'], permissions: everything }),
          'mechelen-desk': client(),
        },
      }),
    ),
  ]);
}

const everything = [
  'ORGANIZERS_SEARCH',
  'RIGHTS_READ',
  'GREETER_WORDS_READ',
  'GREETER_WORDS_WRITE',
];

/** An identity provider of the test's own. */
export interface TestIssuer extends TokenIssuer {
  /**
   * A token for a client; `claims` replaces what a good one has, `null` leaves it out. `typ` is
   * what its header says that it is, nothing as a rule.
   */
  tokenFor(clientId: string, claims?: Record<string, unknown>, typ?: unknown): Promise<string>;
}

/** The clock of these tests. */
export const NOW = Date.parse('2026-11-20T10:00:00+01:00');

/** Makes an identity provider with a key of its own. */
export async function makeIssuer(alg = 'ES256'): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const [issuer, audience] = ['https://login.test', 'https://pasklaar.test/api'];
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg, use: 'sig' };
  return {
    issuer,
    audience,
    findKey: createLocalJWKSet({ keys: [jwk] }),
    tokenFor: (clientId, claims = {}, typ) => {
      const good = { iss: issuer, aud: audience, client_id: clientId, exp: NOW / 1000 + 3600 };
      const payload = Object.fromEntries(
        Object.entries({ ...good, ...claims }).filter(([, value]) => value !== null),
      );
      const header = { alg, kid: 'test', ...(typ !== undefined && { typ: typ as string }) };
      return new SignJWT(payload).setProtectedHeader(header).sign(privateKey);
    },
  };
}

/** What a test wants different from a plain app. */
export interface AppChange {
  readonly installation?: Installation;
  readonly plugins?: readonly PluginDefinition[];
  /** Absolute. */
  readonly pluginsFolder?: string;
  readonly issuer?: TokenIssuer;
  readonly publicUrl?: string;
  readonly deskClient?: string;
  readonly now?: () => number;
  readonly routes?: readonly ((api: Api) => Promise<void>)[];
  /** A database with its tables. */
  readonly databaseUrl?: string;
  /** Where the database should be, when the test has none; nothing answers at the default. */
  readonly absentUrl?: string;
  readonly log?: { level: string; stream: { write(line: string): void } };
  readonly limits?: Partial<HttpLimits>;
  readonly metricsToken?: string;
}

/** An app whose database is out of reach: what needs none of it works. */
export async function openApp(t: Test, change: AppChange = {}): Promise<FastifyInstance> {
  const { installation = townsWith({ 'lier-library-desk': client() }), plugins = [] } = change;
  const core: Core = {
    ...(await openDatabase(t, change)),
    plugins: new Map(plugins.map((plugin) => [plugin.name, plugin])),
    installation: () => installation,
    keys: testKeys,
    jobs: new RecordedJobs(),
    governments: new Map(),
    now: change.now ?? (() => NOW),
  };
  const pluginsFolder = change.pluginsFolder ?? `${t.testdir()}/none`;
  fs.mkdirSync(pluginsFolder, { recursive: true });
  const options = {
    pluginsFolder: pathToFileURL(`${pluginsFolder}/`),
    issuer: change.issuer ?? (await makeIssuer()),
    publicUrl: change.publicUrl ?? 'https://pasklaar.test',
    version: '0.0.0',
    deskClient: change.deskClient,
    log: change.log ?? { level: 'silent' },
    limits: { ...NO_LIMITS, ...change.limits },
    metricsToken: change.metricsToken,
  };
  const app = await createApp(core, options, ...(change.routes ? [change.routes] : []));
  t.teardown(() => app.close());
  return app;
}

async function openDatabase(
  t: Test,
  { databaseUrl: url, absentUrl = 'postgresql://nobody@127.0.0.1:1/nothing' }: AppChange,
): Promise<Pick<Core, 'orm' | 'pool'>> {
  if (url !== undefined) {
    const orm = await openOrm({ url, poolSize: 2 });
    t.teardown(() => orm.close());
    return { orm, pool: await nativePool(orm) };
  }
  const pool = new Pool({ connectionString: absentUrl });
  t.teardown(() => pool.end());
  // The ORM looks at once whether its database is there.
  return Object.defineProperty({ pool } as Pick<Core, 'orm' | 'pool'>, 'orm', {
    get: () => {
      throw new Error('this test has no tables');
    },
  });
}

/** Calls the app with a token. */
export async function call(
  app: FastifyInstance,
  token: string | null,
  request: InjectOptions | string,
) {
  const options = typeof request === 'string' ? { url: request } : request;
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return app.inject({ ...options, headers: { ...authorization, ...options.headers } });
}
