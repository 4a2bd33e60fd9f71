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

t.test('two apps in one process count for themselves', async (t) => {
  const [first, second] = [await openApp(t), await openApp(t)];
  await first.inject('/livez');

  t.match((await first.inject('/metrics')).body, 'route="/livez"');
  t.notMatch((await second.inject('/metrics')).body, 'route="/livez"');
});
