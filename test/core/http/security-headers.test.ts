import t from 'tap';
import { call, client, makeIssuer, openApp, townsWith } from './open-app.ts';

/** What the web server adds by itself to any answer. */
const ofTheConnection = ['date', 'connection', 'content-length'];

t.test('every answer has the same headers, whatever it is about', async (t) => {
  const issuer = await makeIssuer();
  const installation = townsWith({ a: client({ permissionSets: ['desk'] }) });
  const app = await openApp(t, { issuer, installation });
  const token = await issuer.tokenFor('a');
  const headersOf = async (url: string): Promise<object> => {
    const { headers } = await call(app, token, url);
    const kept = Object.entries(headers).filter(([name]) => !ofTheConnection.includes(name));
    return Object.fromEntries(kept);
  };

  const one = await headersOf('/api/organizers?name=sport');
  const other = await headersOf('/api/organizers?limit=0');

  t.same(one, other);
  t.match(one, {
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
  });
  for (const name of ['etag', 'last-modified', 'x-request-id', 'set-cookie', 'vary']) {
    t.notOk(name in one, name);
  }
});

t.test(
  'an answer is not compressed, so that its length says what the same content says',
  async (t) => {
    const app = await openApp(t);

    const { headers, body } = await app.inject({
      url: '/api/openapi.json',
      headers: { 'accept-encoding': 'gzip, br' },
    });

    t.notOk('content-encoding' in headers);
    t.equal(headers['content-length'], String(Buffer.byteLength(body)));
  },
);

t.test('problems and pages carry them too', async (t) => {
  const app = await openApp(t);

  for (const url of ['/nowhere', '/problems', '/livez', '/api/organizers']) {
    const { headers } = await app.inject(url);
    t.equal(headers['x-content-type-options'], 'nosniff', url);
    t.equal(headers['cache-control'], 'no-store', url);
    t.match(headers['content-security-policy'], /default-src 'none'/, url);
  }
});
