import { inspect } from 'node:util';
import t from 'tap';
import {
  explainSettings,
  readSettings,
  SettingsError,
  settingsTable,
} from '../../config/settings.ts';

/** `NAME: message` of everything wrong with an environment. */
function mistakesIn(env: Record<string, string>): string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.mistakes.map(({ name, message }) => `${name}: ${message}`);
  }
}

t.test('with nothing given, Pasklaar runs on this machine only, with its demo towns', (t) => {
  t.strictSame(
    { ...readSettings({}) },
    {
      mode: 'development',
      port: 3000,
      host: '127.0.0.1',
      publicUrl: undefined,
      dataDir: '.data',
      configDir: 'config/municipalities',
      databaseUrl: undefined,
      databaseOwnerUrl: undefined,
      databasePoolSize: 10,
      statementTimeoutS: 30,
      redisUrl: undefined,
      oidcIssuer: undefined,
      oidcAudience: undefined,
      isDemo: true,
      logLevel: 'info',
      metricsToken: undefined,
      trustedProxies: 'loopback',
      requestsPerMinute: 6000,
      searchesPerMinute: 60,
      missesPerMinute: 30,
      strangersPerMinute: 300,
      maxRequestsInFlight: 1000,
      maxEventLoopDelayMs: 500,
      requestTimeoutS: 30,
      headersTimeoutS: 10,
    },
  );
  t.end();
});

t.test('what is given counts; an empty variable is not given', (t) => {
  const settings = readSettings({
    PORT: ' 8080 ',
    HOST: '0.0.0.0',
    DATA_DIR: '/var/lib/pasklaar',
    DATABASE_URL: 'postgres://app:secret@db/pasklaar',
    DATABASE_OWNER_URL: 'postgresql://owner:secret@db/pasklaar',
    DATABASE_POOL_SIZE: '25',
    REDIS_URL: 'rediss://cache',
    OIDC_ISSUER: 'https://id.lier.be',
    OIDC_AUDIENCE: 'pasklaar',
    PUBLIC_URL: 'https://pas.lier.be',
    LOG_LEVEL: '',
    NODE_ENV: 'production',
  });

  t.match(settings, {
    port: 8080,
    host: '0.0.0.0',
    databaseUrl: 'postgres://app:secret@db/pasklaar',
    databasePoolSize: 25,
    logLevel: 'info',
    mode: 'production',
    isDemo: false,
  });
  t.end();
});

t.test('demo mode is on without a database of the town, and never in production', (t) => {
  const withDatabase = { DATABASE_URL: 'postgres://db/x' };

  t.equal(readSettings({}).isDemo, true);
  t.equal(readSettings({ NODE_ENV: 'test' }).isDemo, true);
  t.equal(readSettings({ NODE_ENV: 'production' }).isDemo, false);
  t.equal(readSettings(withDatabase).isDemo, false);
  t.equal(readSettings({ ...withDatabase, PASKLAAR_DEMO: 'on' }).isDemo, true);
  t.equal(readSettings({ PASKLAAR_DEMO: '0' }).isDemo, false);
  t.match(mistakesIn({ NODE_ENV: 'production', PASKLAAR_DEMO: 'on' }), [
    'PASKLAAR_DEMO: demo mode does not exist with NODE_ENV=production',
  ]);
  t.end();
});

const wrong: readonly (readonly [name: string, text: string, told: RegExp])[] = [
  ['PORT', 'http', /^PORT: "http" is not a whole number from 0 to 65535$/],
  ['PORT', '70000', /from 0 to 65535/],
  ['PORT', '80.5', /whole number/],
  ['HOST', 'my host', /an IP address or host name/],
  ['NODE_ENV', 'prodution', /one of development, test, production: did you mean production\?/],
  ['LOG_LEVEL', 'warning', /did you mean warn\?/],
  ['PASKLAAR_DEMO', 'maybe', /"maybe" is not on or off/],
  ['DATABASE_POOL_SIZE', '0', /from 1 to 1000/],
  ['DATABASE_URL', 'mysql://db/x', /starts with postgres:\/\/ or postgresql:\/\//],
  ['REDIS_URL', 'localhost:6379', /redis:\/\/ or rediss:\/\//],
  ['PUBLIC_URL', 'pas.lier.be', /https?:\/\//],
  ['METRICS_TOKEN', 'short', /^METRICS_TOKEN: the value is not 16 to 200 letters/],
  ['TRUSTED_PROXIES', 'everybody', /loopback, linklocal/],
  ['RATE_LIMIT_SEARCHES_PER_MINUTE', '-1', /a whole number from 0/],
  ['PASKLAAR_DMEO', 'on', /nobody reads this: did you mean PASKLAAR_DEMO\?/],
  ['PASKLAR_DEMO', 'on', /nobody reads this: did you mean PASKLAAR_DEMO\?/],
];

for (const [name, text, told] of wrong) {
  t.test(`${name}=${text} is refused with what is allowed`, (t) => {
    const mistakes = mistakesIn({ [name]: text });

    t.equal(mistakes.length, 1);
    t.match(mistakes[0], told);
    t.end();
  });
}

t.test('tokens are never accepted from an issuer without saying for whom, or in the clear', (t) => {
  t.match(mistakesIn({ OIDC_ISSUER: 'https://id' }), [/^OIDC_AUDIENCE: required with OIDC_ISSUER/]);
  const clear = { OIDC_ISSUER: 'http://id', OIDC_AUDIENCE: 'pasklaar' };
  t.strictSame(mistakesIn(clear), []);
  t.match(mistakesIn({ ...clear, NODE_ENV: 'production' }), [/^OIDC_ISSUER: .*https/]);
  t.end();
});

t.test('everything that is wrong is told in one error', (t) => {
  const env = { PORT: 'x', LOG_LEVEL: 'x', DATABASE_URL: 'x' };

  t.throws(() => readSettings(env), {
    name: 'SettingsError',
    message: /3 wrong.*\n.*PORT.*\n.*\n.*LOG/,
  });
  t.equal(mistakesIn(env).length, 3);
  t.end();
});

t.test('no password is ever printed: not of settings, not in errors, not when explained', (t) => {
  const env = {
    DATABASE_URL: 'postgres://app:hunter2@db/x',
    REDIS_URL: 'redis://:hunter2@cache',
    PUBLIC_URL: 'https://a:hunter2@pas.lier.be',
    METRICS_TOKEN: 'only-for-hunter2-and-prometheus',
  };
  const settings = readSettings(env);

  t.match(settings.databaseUrl, /hunter2/);
  t.notMatch(inspect(settings) + JSON.stringify(settings), /hunter2/);
  t.notMatch(JSON.stringify(explainSettings(env)), /hunter2/);
  const broken = { DATABASE_URL: 'postgres:app:hunter2@db', PUBLIC_URL: 'ftp://a:hunter2@b' };
  t.equal(mistakesIn(broken).length, 2);
  t.notMatch(mistakesIn(broken).join(), /hunter2/);
  t.end();
});

t.test('each variable is explained with its value and where that came from', (t) => {
  const rows = explainSettings({ PORT: '8080' });

  t.strictSame(
    rows.map(({ path }) => path),
    settingsTable.map(({ name }) => name),
  );
  t.match(
    rows.find(({ path }) => path === 'PORT'),
    { value: '8080', origin: 'environment' },
  );
  t.match(
    rows.find(({ path }) => path === 'HOST'),
    { value: '127.0.0.1', origin: 'default' },
  );
  t.end();
});

t.test('the table names every setting once, with a meaning and a default that is allowed', (t) => {
  const keys = settingsTable.map(({ key }) => key);
  t.strictSame(keys.toSorted(), Object.keys(readSettings({})).toSorted());
  for (const setting of settingsTable) {
    const { name, meaning } = setting;
    t.match(meaning, /^[A-Z`].*\.$/, name);
    t.ok(setting.default === undefined || setting.read(setting.default) !== undefined, name);
  }
  t.end();
});
