import { Type } from 'typebox';
import t from 'tap';
import type { Api } from '../../../core/http/api.ts';
import { responses } from '../../../core/http/responses.ts';
import { organizerId } from '../../../core/municipalities/installation.ts';
import { call, client, makeIssuer, NOW, openApp, townsWith } from '../http/open-app.ts';

const body = Type.Object({ organizerId: Type.Optional(Type.String({ format: 'uuid' })) });
const response = responses({ 200: Type.Object({ organizer: Type.String() }) });

/** A route that says for whom its caller acts. */
async function actingRoutes(api: Api): Promise<void> {
  const answer = async ({ caller }: { caller: { organizer: string } }) => ({
    organizer: caller.organizer,
  });
  api.get('/open', { config: { public: true }, schema: { response } }, async () => ({
    organizer: 'nobody',
  }));
  api.get(
    '/acting',
    { config: { permission: 'RIGHTS_READ' }, schema: { querystring: body, response } },
    answer,
  );
  api.post(
    '/acting',
    { config: { permission: 'RIGHTS_READ' }, schema: { querystring: body, body, response } },
    answer,
  );
}

const installation = townsWith({
  'lier-library-desk': client({ organizers: ['library', 'sport'], permissionSets: ['desk'] }),
  'lier-door': client({ organizers: ['hr'] }),
});

async function setUp(t: Parameters<typeof openApp>[0]) {
  const issuer = await makeIssuer();
  const app = await openApp(t, { issuer, installation, routes: [actingRoutes] });
  const token = await issuer.tokenFor('lier-library-desk');
  return { app, issuer, token };
}

t.test('without a token, or with a bad one, nobody gets in and is told how', async (t) => {
  const { app, issuer } = await setUp(t);

  const without = await call(app, null, '/api/acting');
  const bad = await call(app, 'bad', '/api/acting');
  const old = await call(app, await issuer.tokenFor('a', { exp: NOW / 1000 - 60 }), '/api/acting');
  const basic = await app.inject({ url: '/api/acting', headers: { authorization: 'Basic YTpi' } });

  for (const answer of [without, bad, old, basic]) {
    t.equal(answer.statusCode, 401);
    t.equal(answer.json().type, 'https://api.publiq.be/probs/auth/unauthorized');
    t.match(answer.headers['content-type'], /^application\/problem\+json/);
  }
  t.equal(without.headers['www-authenticate'], 'Bearer realm="pasklaar"');
  t.equal(bad.headers['www-authenticate'], 'Bearer realm="pasklaar", error="invalid_token"');
  t.match(old.json().detail, /expired/);
});

t.test('a token in the query is no token: addresses are kept in too many places', async (t) => {
  const { app, token } = await setUp(t);

  const answer = await call(app, null, `/api/acting?access_token=${token}`);

  t.equal(answer.statusCode, 401);
});

t.test('a client without the permission is refused, and one that nobody knows', async (t) => {
  const { app, issuer } = await setUp(t);

  const door = await call(app, await issuer.tokenFor('lier-door'), '/api/acting');
  const stranger = await call(app, await issuer.tokenFor('stranger'), '/api/acting');

  t.equal(door.statusCode, 403);
  t.match(door.json(), {
    type: 'https://api.publiq.be/probs/auth/forbidden',
    detail: 'client lier-door lacks the permission RIGHTS_READ',
  });
  t.equal(stranger.statusCode, 403);
  t.equal(stranger.json().detail, 'no municipality has a client stranger');
});

t.test('a public route asks nobody who he is', async (t) => {
  const { app } = await setUp(t);

  t.equal((await call(app, null, '/api/open')).statusCode, 200);
});

t.test('a client acts for its first organizer unless it names another of its own', async (t) => {
  const { app, token } = await setUp(t);
  const sport = organizerId('lier', 'sport');

  const byDefault = await call(app, token, '/api/acting');
  const inQuery = await call(app, token, `/api/acting?organizerId=${sport}`);
  const inBody = await call(app, token, {
    method: 'POST',
    url: '/api/acting',
    payload: { organizerId: sport },
  });

  t.equal(byDefault.json().organizer, 'library');
  t.equal(inQuery.json().organizer, 'sport');
  t.equal(inBody.json().organizer, 'sport');
});

t.test('somebody else’s organizer and one that does not exist are refused alike', async (t) => {
  const { app, token } = await setUp(t);
  const ask = async (id: string) => {
    const answer = await call(app, token, `/api/acting?organizerId=${id}`);
    return { status: answer.statusCode, body: answer.body };
  };

  const ofTheSameTown = await ask(organizerId('lier', 'welfare'));
  const ofAnotherTown = await ask(organizerId('mechelen', 'library'));
  const ofNobody = await ask('00000000-0000-4000-8000-000000000000');

  t.equal(ofTheSameTown.status, 403);
  t.same(ofAnotherTown, ofTheSameTown);
  t.same(ofNobody, ofTheSameTown);
});

t.test('one request cannot name two organizers', async (t) => {
  const { app, token } = await setUp(t);

  const answer = await call(app, token, {
    method: 'POST',
    url: `/api/acting?organizerId=${organizerId('lier', 'library')}`,
    payload: { organizerId: organizerId('lier', 'sport') },
  });

  t.equal(answer.statusCode, 400);
  t.equal(answer.json().jsonPointer, '/organizerId');
});
