import fs from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import t from 'tap';
import {
  createDemoIdentityProvider,
  type DemoIdentityProvider,
} from '../../../core/access/demo-identity-provider.ts';
import { createTokenVerifier } from '../../../core/access/token-verifier.ts';
import { client, openApp, townsWith } from '../http/open-app.ts';

const clientIds = ['lier-library-desk', 'mechelen-admin'];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function askToken(provider: DemoIdentityProvider, id: string, secret: string) {
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  return fetch(provider.tokenUrl, { method: 'POST', headers: { authorization }, body });
}

t.test('a client gets a token with its secret, and its rights with the token', async (t) => {
  const publicUrl = `http://127.0.0.1:${await freePort()}`;
  const dataFolder = t.testdir();
  const options = { dataFolder: `${dataFolder}/demo`, publicUrl, clientIds, nodeEnv: undefined };
  const demo = await createDemoIdentityProvider(options);
  const app = await openApp(t, {
    installation: townsWith({ 'lier-library-desk': client({ permissionSets: ['desk'] }) }),
    // Tokens are good by the clock of the machine here: the provider has no other.
    issuer: demo,
    publicUrl,
    pluginsFolder: `${dataFolder}/plugins`,
    now: Date.now,
  });
  await app.listen({ host: '127.0.0.1', port: Number(new URL(publicUrl).port) });

  const refused = await askToken(demo, 'lier-library-desk', 'a guess');
  t.equal(refused.status, 401);

  const granted = await askToken(demo, 'lier-library-desk', demo.secretOf('lier-library-desk'));
  t.equal(granted.status, 200);
  const {
    access_token: token,
    token_type: type,
    expires_in: life,
  } = (await granted.json()) as {
    access_token: string;
    token_type: string;
    expires_in: number;
  };
  t.equal(type, 'Bearer');
  t.equal(life, 3600);

  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${publicUrl}/api/organizers?limit=1`, { headers });
  t.equal(answer.status, 200);
  t.match(await answer.json(), { totalItems: 11, member: [{ name: 'AGB' }] });

  const inTheBody = await fetch(demo.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'mechelen-admin',
      client_secret: demo.secretOf('mechelen-admin'),
    }),
  });
  t.equal(inTheBody.status, 200);
});

t.test('keys and secrets outlive a restart, readable by their owner alone', async (t) => {
  const dataFolder = path.join(t.testdir(), 'data');
  const options = { dataFolder, publicUrl: 'http://localhost:3000', nodeEnv: undefined };

  const first = await createDemoIdentityProvider({ ...options, clientIds: ['a'] });
  const second = await createDemoIdentityProvider({ ...options, clientIds: ['a', 'b'] });

  t.equal(second.secretOf('a'), first.secretOf('a'));
  t.same(second.jwks, first.jwks);
  t.not(second.secretOf('b'), second.secretOf('a'));
  t.throws(() => second.secretOf('c'), /no client c/);
  for (const file of ['demo-clients.json', 'demo-signing-key.json']) {
    t.equal(fs.statSync(path.join(dataFolder, file)).mode & 0o777, 0o600, file);
  }
  t.same(Object.keys(JSON.parse(fs.readFileSync(`${dataFolder}/demo-clients.json`, 'utf8'))), [
    'a',
    'b',
  ]);
});

t.test('only the public half of the signing key leaves the provider', async (t) => {
  const options = { publicUrl: 'http://localhost:3000', clientIds, nodeEnv: undefined };
  const { jwks } = await createDemoIdentityProvider({ ...options, dataFolder: t.testdir() });

  t.same(Object.keys(jwks.keys[0] ?? {}), ['kty', 'n', 'e', 'kid', 'use', 'alg']);
});

t.test('the demo provider refuses to exist in production', async (t) => {
  const dataFolder = path.join(t.testdir(), 'data');
  const options = { dataFolder, publicUrl: 'https://pas.lier.be', clientIds };

  await t.rejects(
    createDemoIdentityProvider({ ...options, nodeEnv: 'production' }),
    /not for production/,
  );
  t.notOk(fs.existsSync(dataFolder), 'and leaves no secrets behind');
});

t.test('a token of somebody else’s demo is refused', async (t) => {
  const folder = t.testdir();
  const options = { publicUrl: 'http://localhost:3000', clientIds, nodeEnv: undefined };
  const [mine, theirs] = await Promise.all(
    ['mine', 'theirs'].map((name) =>
      createDemoIdentityProvider({ ...options, dataFolder: path.join(folder, name) }),
    ),
  );
  if (!mine || !theirs) throw new Error('two providers were made');
  const app = await openApp(t, { issuer: theirs, pluginsFolder: `${folder}/plugins` });
  const answer = await app.inject({
    method: 'POST',
    url: '/oidc/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'mechelen-admin',
      client_secret: theirs.secretOf('mechelen-admin'),
    }).toString(),
  });
  t.equal(answer.statusCode, 200);

  const verify = createTokenVerifier({ issuer: mine, now: Date.now });

  await t.rejects(verify(answer.json().access_token), {
    message: /^the access token is not one of/,
  });
});

t.test('a client gets the token of a person with its secret, and nobody without', async (t) => {
  const publicUrl = 'http://localhost:3000';
  const dataFolder = t.testdir();
  const options = { dataFolder, publicUrl, clientIds, nodeEnv: undefined };
  const demo = await createDemoIdentityProvider(options);
  const app = await openApp(t, { issuer: demo, pluginsFolder: `${dataFolder}/plugins` });
  const [clientId = ''] = clientIds;
  const ask = (clientSecret: string) =>
    app.inject({
      method: 'POST',
      url: '/oidc/person-token',
      payload: {
        clientId,
        clientSecret,
        subject: 'noor',
        email: 'noor@voorbeeld.be',
        inszNumber: '85.07.30-033.28',
      },
    });

  t.equal((await ask('a guess')).statusCode, 401);
  const given = await ask(demo.secretOf(clientId));

  const verify = createTokenVerifier({ issuer: demo, now: Date.now });
  t.same(await verify(given.json<{ access_token: string }>().access_token), {
    clientId,
    user: { id: 'noor', email: 'noor@voorbeeld.be', nationalNumber: '85073003328' },
  });
});
