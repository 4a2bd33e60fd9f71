import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import t from 'tap';
import { discoverTokenIssuer, IssuerUnreachable } from '../../../core/access/token-issuer.ts';
import { createTokenVerifier } from '../../../core/access/token-verifier.ts';
import { NOW } from '../http/open-app.ts';

async function serve(
  t: { teardown(run: () => unknown): unknown },
  listener: RequestListener,
): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

t.test(
  'an identity provider elsewhere is found by its address, and its keys with it',
  async (t) => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' };
    const asked: unknown[] = [];
    const address = await serve(t, ({ url, headers }, response) => {
      asked.push(url);
      const issuer = `http://${headers.host}`;
      const isDiscovery = url === '/.well-known/openid-configuration';
      const found = isDiscovery ? { issuer, jwks_uri: `${issuer}/keys` } : { keys: [jwk] };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(found));
    });
    const issuer = discoverTokenIssuer({ issuer: address, audience: 'api' });
    const verify = createTokenVerifier({ issuer, now: () => NOW });
    const sign = (clientId: string): Promise<string> =>
      new SignJWT({ iss: address, aud: 'api', client_id: clientId, exp: NOW / 1000 + 60 })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .sign(privateKey);

    t.equal((await verify(await sign('a'))).clientId, 'a');
    t.equal((await verify(await sign('b'))).clientId, 'b');
    t.same(asked, ['/.well-known/openid-configuration', '/keys']);
  },
);

t.test('an identity provider that names another issuer is not believed', async (t) => {
  const address = await serve(t, (_request, response) => {
    response.end(JSON.stringify({ issuer: 'https://elsewhere.test', jwks_uri: 'https://x.test' }));
  });
  const { findKey } = discoverTokenIssuer({ issuer: address, audience: 'api' });

  await t.rejects(
    async () => findKey({ alg: 'RS256' }, { payload: '', signature: '' }),
    IssuerUnreachable,
  );
});

t.test('an identity provider that did not answer is asked again', async (t) => {
  let calls = 0;
  const address = await serve(t, (_request, response) => {
    calls += 1;
    response.writeHead(503).end();
  });
  const { findKey } = discoverTokenIssuer({ issuer: address, audience: 'api' });
  const ask = async () => findKey({ alg: 'RS256' }, { payload: '', signature: '' });

  await t.rejects(ask(), IssuerUnreachable);
  await t.rejects(ask(), IssuerUnreachable);
  t.equal(calls, 2);
});
