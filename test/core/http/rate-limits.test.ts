import { Type } from 'typebox';
import t, { type Test } from 'tap';
import { clientNow } from '../../../core/access/client-grants.ts';
import type { ReadCustomToken } from '../../../core/access/custom-token.ts';
import { unauthorized } from '../../../core/access/problems.ts';
import type { Api } from '../../../core/http/api.ts';
import { type RateLimits, UNLIMITED } from '../../../core/http/rate-limits.ts';
import { responses } from '../../../core/http/responses.ts';
import { passNotFound } from '../../../core/passes/problems.ts';
import { call, client, makeIssuer, NOW, openApp, townsWith } from './open-app.ts';

/** As a device: all of them are one kiosk. */
const readToken: ReadCustomToken = async (core, token) => {
  const desk = token.startsWith('good') ? await clientNow(core, 'desk') : undefined;
  if (!desk) throw unauthorized();
  return { ...desk, clientId: 'kiosk' };
};

/** A look-up by number, of which nobody has 404, and a search. */
async function routes(api: Api): Promise<void> {
  const response = responses({ 200: Type.Object({}) }, passNotFound);
  const params = Type.Object({ number: Type.String({ maxLength: 13 }) });
  const schema = { params, response };
  api.get('/passes/:number', { config: { anyClient: true }, schema }, async (request) => {
    if (request.params.number.startsWith('404')) throw passNotFound();
    return {};
  });
  const searches = { anyClient: true, searches: true } as const;
  api.get('/search', { config: searches, schema: { response } }, async () => ({}));
  api.get(
    '/device',
    { config: { customToken: readToken }, schema: { response } },
    async () => ({}),
  );
  api.get('/open', { config: { public: true }, schema: { response } }, async () => ({}));
}

async function setUp(t: Test, rates: Partial<RateLimits>) {
  let nowMs = NOW;
  const issuer = await makeIssuer();
  const app = await openApp(t, {
    issuer,
    installation: townsWith({ desk: client(), till: client() }),
    routes: [routes],
    limits: { rates: { ...UNLIMITED, ...rates } },
    now: () => nowMs,
  });
  const tokens = { desk: await issuer.tokenFor('desk'), till: await issuer.tokenFor('till') };
  const ask = (who: 'desk' | 'till', path: string) => call(app, tokens[who], `/api${path}`);
  const statuses = async (times: number, path: string, who: 'desk' | 'till' = 'desk') => {
    const found: number[] = [];
    for (let at = 0; at < times; at += 1) found.push((await ask(who, path)).statusCode);
    return found;
  };
  const pass = (seconds: number): void => {
    nowMs += seconds * 1000;
  };
  return { app, ask, statuses, pass };
}

t.test('a client that asks too often is told how long to wait, and is let in after', async (t) => {
  const { ask, statuses, pass } = await setUp(t, { requests: 6 });
  t.same(await statuses(7, '/passes/1'), [200, 200, 200, 200, 200, 200, 429]);

  const refused = await ask('desk', '/passes/1');

  t.equal(refused.headers['content-type'], 'application/problem+json; charset=utf-8');
  t.match(refused.headers, {
    'retry-after': '10',
    'ratelimit-policy': '"requests";q=6;w=60',
    ratelimit: '"requests";r=0;t=10',
    'x-content-type-options': 'nosniff',
  });
  t.match(refused.json(), {
    type: '/problems/too-many-requests',
    status: 429,
    detail: 'this client asks too often: 6 times a minute at most',
    limit: 'requests',
    perMinute: 6,
    retryAfterS: 10,
    endUserMessage: { nl: /zo dadelijk opnieuw/ },
  });
  pass(9);
  t.same(await statuses(1, '/passes/1'), [429]);
  pass(1);
  t.same(await statuses(2, '/passes/1'), [200, 429]);
});

t.test('another client is not kept waiting by it', async (t) => {
  const { statuses } = await setUp(t, { requests: 2 });

  t.same(await statuses(3, '/passes/1'), [200, 200, 429]);
  t.same(await statuses(2, '/passes/1', 'till'), [200, 200]);
});

t.test('searches are counted apart: the desk goes on with the cards before it', async (t) => {
  const { statuses } = await setUp(t, { requests: 1000, searches: 2 });

  t.same(await statuses(3, '/search'), [200, 200, 429]);
  t.same(await statuses(2, '/passes/1'), [200, 200]);
});

t.test('who tries out numbers is stopped, also where one would be right', async (t) => {
  const { ask, statuses, pass } = await setUp(t, { misses: 3 });
  t.same(
    await statuses(20, '/passes/1'),
    Array.from({ length: 20 }, () => 200),
    'no miss at all',
  );

  t.same(await statuses(4, '/passes/4041'), [404, 404, 404, 429]);

  const right = await ask('desk', '/passes/1');
  t.equal(right.statusCode, 429);
  t.match(right.json(), { limit: 'misses', retryAfterS: 20 });
  t.same(await statuses(1, '/passes/1', 'till'), [200]);
  pass(20);
  t.same(await statuses(3, '/passes/1'), [200, 200, 200]);
  t.same(await statuses(2, '/passes/4041'), [404, 429]);
});

t.test('without a good token an address is counted, and clients behind it are not', async (t) => {
  const { app, statuses } = await setUp(t, { strangers: 4 });
  const from = (remoteAddress: string, url: string, headers = {}) =>
    app.inject({ url, remoteAddress, headers });

  t.equal((await from('192.0.2.7', '/api/open')).statusCode, 200);
  t.equal((await from('192.0.2.7', '/nowhere')).statusCode, 404);
  t.equal((await from('192.0.2.7', '/api/search')).statusCode, 401);
  const forged = { authorization: 'Bearer e.y.J' };
  t.equal((await from('192.0.2.7', '/api/search', forged)).statusCode, 401);
  for (const url of ['/api/open', '/nowhere', '/api/search', '/problems']) {
    const refused = await from('192.0.2.7', url, forged);
    t.equal(refused.statusCode, 429, url);
    t.match(refused.json(), { limit: 'strangers' });
  }
  t.equal((await from('192.0.2.8', '/api/open')).statusCode, 200, 'another address');
  t.same(await statuses(6, '/passes/1'), [200, 200, 200, 200, 200, 200]);
  t.equal((await from('192.0.2.7', '/livez')).statusCode, 200, 'health is told to everybody');
});

t.test(
  'behind a proxy it is the address that the proxy saw, never one that is claimed',
  async (t) => {
    const { app } = await setUp(t, { strangers: 1 });
    const through = async (remoteAddress: string, forwarded: string): Promise<number> => {
      const headers = { 'x-forwarded-for': forwarded };
      return (await app.inject({ url: '/api/open', remoteAddress, headers })).statusCode;
    };

    t.equal(await through('127.0.0.1', '192.0.2.1'), 200);
    t.equal(await through('127.0.0.1', '192.0.2.2'), 200);
    t.equal(await through('127.0.0.1', '203.0.113.9, 192.0.2.1'), 429, 'claimed before the proxy');
    t.equal(await through('198.51.100.1', '192.0.2.3'), 200);
    t.equal(await through('198.51.100.1', '192.0.2.4'), 429, 'no proxy of ours');
  },
);

t.test('a good token of its own is no stranger, and a bad one is', async (t) => {
  const { app } = await setUp(t, { strangers: 2, requests: 3 });
  const ask = async (token: string): Promise<number> => {
    const headers = { 'x-custom-token': token };
    return (await app.inject({ url: '/api/device', headers })).statusCode;
  };
  for (let at = 0; at < 2; at += 1) await app.inject('/api/open');
  t.equal((await app.inject('/api/open')).statusCode, 429, 'visitors on the same address');

  t.same([await ask('good 1'), await ask('good 1'), await ask('good 1')], [200, 200, 200]);
  t.equal(await ask('good 1'), 429, 'a device that asks too often');
  t.equal(await ask('good 2'), 200, 'and the next one');
  t.equal(await ask('bad'), 429);
});

t.test('bad tokens of their own are those of strangers', async (t) => {
  const { app } = await setUp(t, { strangers: 2 });
  const ask = async (token: string): Promise<number> => {
    const headers = { 'x-custom-token': token };
    return (await app.inject({ url: '/api/device', headers })).statusCode;
  };

  t.same([await ask('bad'), await ask('worse'), await ask('worst')], [401, 401, 429]);
  t.equal(await ask('good 1'), 200);
});

t.test('no other answer tells how much is left: it would tell what others asked', async (t) => {
  const { ask } = await setUp(t, { requests: 100, searches: 10, misses: 10 });

  for (const path of ['/passes/1', '/passes/404', '/search']) {
    const { headers } = await ask('desk', path);
    t.notOk('ratelimit' in headers || 'ratelimit-policy' in headers || 'retry-after' in headers);
  }
});
