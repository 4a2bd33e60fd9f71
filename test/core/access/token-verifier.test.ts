import { type JWTVerifyGetKey, SignJWT } from 'jose';
import t from 'tap';
import type { Problem } from '../../../core/contract/problem.ts';
import { IssuerUnreachable } from '../../../core/access/token-issuer.ts';
import { createTokenVerifier, type TokenIdentity } from '../../../core/access/token-verifier.ts';
import { makeIssuer, NOW } from '../http/open-app.ts';

const HOUR_MS = 3_600_000;

async function refusalOf(answer: Promise<TokenIdentity>): Promise<string> {
  const error = await answer.then(
    ({ clientId }) => new Error(`accepted ${clientId}`),
    (problem: Problem) => problem,
  );
  return 'definition' in error
    ? `${error.definition.name}: ${error.details.detail}`
    : error.message;
}

for (const alg of ['RS256', 'ES256', 'EdDSA']) {
  t.test(`a token signed with ${alg} names its client`, async (t) => {
    const issuer = await makeIssuer(alg);
    const verify = createTokenVerifier({ issuer, now: () => NOW });

    const { clientId } = await verify(await issuer.tokenFor('lier-library-desk'));

    t.equal(clientId, 'lier-library-desk');
  });
}

t.test('a client is named by client_id, else by azp, else by the subject', async (t) => {
  const issuer = await makeIssuer();
  const verify = createTokenVerifier({ issuer, now: () => NOW });

  const byParty = await issuer.tokenFor('', { client_id: null, azp: 'by-azp', sub: 'a-person' });
  const bySubject = await issuer.tokenFor('', { client_id: null, sub: 'by-subject' });
  const byNobody = await issuer.tokenFor('', { client_id: null });

  t.equal((await verify(byParty)).clientId, 'by-azp');
  t.same(await verify(bySubject), { clientId: 'by-subject', user: null });
  t.equal(await refusalOf(verify(byNobody)), 'unauthorized: the token names no client');
});

t.test('a token of another issuer, for another audience or past its time is refused', async (t) => {
  const issuer = await makeIssuer();
  const other = await makeIssuer();
  const verify = createTokenVerifier({ issuer, now: () => NOW });
  const refused = async (claims: Record<string, unknown>): Promise<string> =>
    refusalOf(verify(await issuer.tokenFor('a', claims)));

  t.match(await refused({ exp: NOW / 1000 - 60 }), /^unauthorized: the access token has expired/);
  t.match(await refused({ exp: null }), /^unauthorized: .*another exp/);
  t.match(await refused({ nbf: NOW / 1000 + 600 }), /^unauthorized: .*does not hold yet/);
  t.match(await refused({ aud: 'https://elsewhere.test' }), /^unauthorized: .*another aud/);
  t.match(await refused({ iss: 'https://elsewhere.test' }), /^unauthorized: .*another iss/);
  t.match(await refusalOf(verify(await other.tokenFor('a'))), /^unauthorized: .*not one of/);
  t.match(await refusalOf(verify('not.a.token')), /^unauthorized: .*not one of/);
});

t.test('what is signed by the same key but is no access token is refused', async (t) => {
  const issuer = await makeIssuer();
  const verify = createTokenVerifier({ issuer, now: () => NOW });
  const answerTo = async (typ: unknown): Promise<string> => {
    const answer = verify(await issuer.tokenFor('a-desk', {}, typ));
    return answer.then(
      ({ clientId }) => clientId,
      (problem: Problem) => String(problem.details.detail),
    );
  };

  for (const typ of [undefined, 'at+jwt', 'AT+JWT', 'application/at+jwt', 'JWT', 'jwt']) {
    t.equal(await answerTo(typ), 'a-desk', String(typ));
  }
  for (const typ of ['logout+jwt', 'dpop+jwt', 'secevent+jwt', 'ID', 'text/jwt', '', 7, null]) {
    t.equal(await answerTo(typ), 'this is no access token', String(typ));
  }
});

t.test('a token of tomorrow is refused, but for the few seconds that clocks differ', async (t) => {
  const issuer = await makeIssuer();
  const verify = createTokenVerifier({ issuer, now: () => NOW });
  const now = NOW / 1000;
  const answerTo = async (claims: Record<string, unknown>): Promise<string> =>
    verify(await issuer.tokenFor('a-desk', claims)).then(
      ({ clientId }) => clientId,
      (problem: Problem) => String(problem.details.detail),
    );

  t.equal(await answerTo({ iat: now + 5, nbf: now + 5 }), 'a-desk');
  t.equal(await answerTo({ iat: now - 3_600, nbf: now }), 'a-desk');
  t.match(await answerTo({ iat: now + 6 }), /made later than now/);
  t.match(await answerTo({ nbf: now + 6 }), /does not hold yet/);
  t.match(await answerTo({ iat: '2026' }), /another iat/);
  t.match(await answerTo({ nbf: '2026' }), /does not hold yet/);
});

t.test('issuer and audience are compared to the letter', async (t) => {
  const issuer = await makeIssuer();
  const verify = createTokenVerifier({ issuer, now: () => NOW });
  const { audience: aud, issuer: iss } = issuer;
  const answerTo = async (claims: Record<string, unknown>): Promise<string> =>
    verify(await issuer.tokenFor('a-desk', claims)).then(
      ({ clientId }) => clientId,
      (problem: Problem) => String(problem.details.detail),
    );

  t.equal(await answerTo({ aud: ['https://elsewhere.test', aud] }), 'a-desk');
  for (const near of [
    `${aud}/`,
    aud.toUpperCase(),
    `${aud} `,
    aud.slice(0, -1),
    [`${aud}/`],
    '',
    null,
  ]) {
    t.match(await answerTo({ aud: near }), /another aud/, JSON.stringify(near));
  }
  for (const near of [`${iss}/`, iss.toUpperCase(), `${iss}/api`, [iss], '', null]) {
    t.match(await answerTo({ iss: near }), /another iss/, JSON.stringify(near));
  }
});

t.test('a token without a signature, or signed with a shared secret, is refused', async (t) => {
  const issuer = await makeIssuer();
  const verify = createTokenVerifier({ issuer, now: () => NOW });
  const claims = { iss: issuer.issuer, aud: issuer.audience, client_id: 'a', exp: NOW / 1000 + 60 };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

  const unsigned = `${encode({ alg: 'none' })}.${encode(claims)}.`;
  const shared = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode('a secret that both sides know, 32 bytes'));

  t.match(await refusalOf(verify(unsigned)), /^unauthorized/);
  t.match(await refusalOf(verify(shared)), /^unauthorized/);
});

t.test('a verified token is remembered until it expires, and no longer', async (t) => {
  const issuer = await makeIssuer();
  let lookUps = 0;
  let now = NOW;
  const findKey: JWTVerifyGetKey = (...header) => {
    lookUps += 1;
    return issuer.findKey(...header);
  };
  const verify = createTokenVerifier({ issuer: { ...issuer, findKey }, now: () => now });
  const token = await issuer.tokenFor('a');

  await verify(token);
  await verify(token);
  t.equal(lookUps, 1);

  now += HOUR_MS + 60_000;
  t.match(await refusalOf(verify(token)), /has expired/);
});

t.test('of too many tokens the one that was used longest ago is forgotten', async (t) => {
  const issuer = await makeIssuer();
  const lookedUp: unknown[] = [];
  const findKey: JWTVerifyGetKey = (header, token) => {
    lookedUp.push(token?.payload);
    return issuer.findKey(header, token);
  };
  const options = { issuer: { ...issuer, findKey }, now: () => NOW, cacheSize: 2 };
  const verify = createTokenVerifier(options);
  const tokens = await Promise.all(['a', 'b', 'c'].map((id) => issuer.tokenFor(id)));
  const [a = '', b = '', c = ''] = tokens;

  for (const token of [a, b, a, c]) await verify(token);
  t.equal(lookedUp.length, 3, 'the second use of a costs nothing');
  await verify(a);
  t.equal(lookedUp.length, 3, 'a was used after b, so b had to go');
  await verify(b);
  t.equal(lookedUp.length, 4);
});

t.test('when the keys of the issuer are out of reach nobody is told to be wrong', async (t) => {
  const issuer = await makeIssuer();
  const findKey = async (): Promise<never> => {
    throw new IssuerUnreachable('no identity provider');
  };
  const verify = createTokenVerifier({ issuer: { ...issuer, findKey }, now: () => NOW });

  const refusal = await refusalOf(verify(await issuer.tokenFor('a')));

  t.equal(refusal, 'service-unavailable: the identity provider does not answer');
});

t.test(
  'who signed in is told apart from the client, by what the provider vouches for',
  async (t) => {
    const issuer = await makeIssuer();
    const verify = createTokenVerifier({ issuer, now: () => NOW });
    const userOf = async (claims: Record<string, unknown>) =>
      (await verify(await issuer.tokenFor('an-app', { sub: 'noor', ...claims }))).user;
    const number = { 'https://publiq.be/rrn': '85.07.30-033.28' };

    t.equal(await userOf({ sub: 'an-app' }), null, 'a token of the client itself');
    t.same(await userOf({}), { id: 'noor', email: null, nationalNumber: null });
    t.match(await userOf({ email: 'noor@voorbeeld.be', email_verified: true }), {
      email: 'noor@voorbeeld.be',
    });
    t.match(await userOf({ email: 'noor@voorbeeld.be', email_verified: 'true' }), { email: null });
    t.match(await userOf(number), { nationalNumber: '85073003328' });
    t.match(await userOf({ 'https://publiq.be/rrn': '85073003329' }), { nationalNumber: null });
    t.match(await userOf({ 'https://publiq.be/uitidv1id': 'older-id' }), { id: 'older-id' });
  },
);
