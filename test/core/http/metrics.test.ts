import { Type } from 'typebox';
import t from 'tap';
import type { Api } from '../../../core/http/api.ts';
import { responses } from '../../../core/http/responses.ts';
import { call, client, makeIssuer, openApp, townsWith } from './open-app.ts';

async function passRoutes(api: Api): Promise<void> {
  const schema = {
    params: Type.Object({ number: Type.String({ maxLength: 13 }) }),
    response: responses({ 200: Type.Object({}) }),
  };
  api.get('/passes/:number/rights', { config: { anyClient: true }, schema }, async () => ({}));
}

t.test('durations are counted by route pattern, never by card, client or person', async (t) => {
  const issuer = await makeIssuer();
  const installation = townsWith({ 'lier-library-desk': client() });
  const app = await openApp(t, { issuer, installation, routes: [passRoutes] });
  const token = await issuer.tokenFor('lier-library-desk');
  await call(app, token, '/api/passes/0560002524314/rights');
  await call(app, token, '/api/passes/0560002524322/rights');
  await call(app, token, '/nowhere/0560002524322');

  const { body, headers } = await app.inject('/metrics');

  t.match(headers['content-type'], /^text\/plain; version=0\.0\.4/);
  const line = 'method="GET",route="/api/passes/:number/rights",status="200"} 2';
  t.match(body, `http_request_duration_seconds_count{${line}`);
  t.match(body, 'route="unknown",status="404"} 1');
  t.match(body, 'process_cpu_seconds_total');
  t.notMatch(body, /05600025243|lier-library-desk|nowhere/);
});

t.test('what is done about a holder is one line, so that no line tells of a status', async (t) => {
  const issuer = await makeIssuer();
  const installation = townsWith({ welfare: client() });
  const about = async (api: Api): Promise<void> => {
    const config = { anyClient: true } as const;
    const schema = {
      params: Type.Object({ id: Type.String({ maxLength: 36 }) }),
      response: responses({ 200: Type.Object({}) }),
    };
    for (const path of ['/passholders/:id', '/passholders/:id/social-tariff']) {
      api.put(path, { config, schema }, async () => ({}));
    }
    api.get('/passholders/:id/roles', { config, schema }, async () => ({}));
    api.get('/cards/social-tariff/:id/active', { config, schema }, async () => ({}));
  };
  const app = await openApp(t, { issuer, installation, routes: [about] });
  const token = await issuer.tokenFor('welfare');
  await call(app, token, { method: 'PUT', url: '/api/passholders/a' });
  await call(app, token, { method: 'PUT', url: '/api/passholders/a/social-tariff' });
  await call(app, token, '/api/passholders/a/roles');
  await call(app, token, '/api/cards/social-tariff/a/active');

  const { body } = await app.inject('/metrics');

  t.notMatch(body, /social|roles/);
  for (const method of ['PUT', 'GET']) {
    t.match(body, `_count{method="${method}",route="/api/passholders/*",status="200"} 2`);
  }
});

t.test('without a token they are for this machine, and nobody whom a proxy lets in', async (t) => {
  const app = await openApp(t);
  const statusOf = async (remoteAddress: string, headers = {}): Promise<number> =>
    (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;

  for (const address of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) {
    t.equal(await statusOf(address), 200, address);
  }
  for (const address of [
    '192.0.2.1',
    '10.0.0.1',
    '::ffff:192.0.2.1',
    '::2',
    '2001:db8::127.0.0.1',
  ]) {
    t.equal(await statusOf(address), 404, address);
  }
  for (const header of ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip']) {
    t.equal(await statusOf('127.0.0.1', { [header]: '127.0.0.1' }), 404, header);
  }
});

t.test('with a token they are for who shows it, from anywhere, and for nobody else', async (t) => {
  const metricsToken = 'a-token-of-the-monitoring';
  const app = await openApp(t, { metricsToken });
  const ask = (authorization?: string) =>
    app.inject({
      url: '/metrics',
      remoteAddress: authorization === undefined ? '127.0.0.1' : '192.0.2.1',
      ...(authorization !== undefined && { headers: { authorization } }),
    });

  t.equal((await ask(`Bearer ${metricsToken}`)).statusCode, 200);
  for (const shown of [undefined, '', metricsToken, 'Bearer ', `Bearer ${metricsToken}x`]) {
    const refused = await ask(shown);
    t.equal(refused.statusCode, 404, shown ?? 'none');
    t.equal(refused.json().type, 'https://api.publiq.be/probs/url/not-found');
  }
});

t.test('two apps in one process count for themselves', async (t) => {
  const [first, second] = [await openApp(t), await openApp(t)];
  await first.inject('/livez');

  t.match((await first.inject('/metrics')).body, 'route="/livez"');
  t.notMatch((await second.inject('/metrics')).body, 'route="/livez"');
});
