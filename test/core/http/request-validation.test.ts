import { Type } from 'typebox';
import t from 'tap';
import type { Api } from '../../../core/http/api.ts';
import { responses } from '../../../core/http/responses.ts';
import { call, client, makeIssuer, openApp, townsWith } from './open-app.ts';

const Ticket = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 20 }),
  cents: Type.Integer({ minimum: 0, maximum: 1000 }),
  kind: Type.Optional(Type.String({ enum: ['full', 'reduced'] })),
  day: Type.Optional(Type.String({ format: 'date' })),
  inner: Type.Optional(Type.Object({ flag: Type.Boolean() })),
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 5 }), { maxItems: 2 })),
});
const response = responses({ 200: Type.Object({ saw: Type.String() }) });
const permission = 'RIGHTS_READ';

/** A route of ours, the same one of UiTPAS, and one with a query. */
async function ticketRoutes(api: Api): Promise<void> {
  const answer = async ({ body }: { body: unknown }) => ({ saw: JSON.stringify(body) });
  const schema = { body: Ticket, response };
  api.post('/ours', { config: { permission }, schema }, answer);
  api.post('/uitpas', { config: { permission, uitpas: true }, schema }, answer);
  api.get(
    '/queried/:name',
    {
      config: { permission },
      schema: {
        params: Type.Object({ name: Type.String({ maxLength: 10 }) }),
        querystring: Type.Object({
          count: Type.Optional(Type.Integer({ maximum: 10 })),
          text: Type.Optional(Type.String({ maxLength: 10 })),
        }),
        response,
      },
    },
    async ({ query }) => ({ saw: JSON.stringify(query) }),
  );
}

async function setUp(t: Parameters<typeof openApp>[0]) {
  const issuer = await makeIssuer();
  const installation = townsWith({ desk: client({ permissions: [permission] }) });
  const app = await openApp(t, { issuer, installation, routes: [ticketRoutes] });
  const token = await issuer.tokenFor('desk');
  const send = (payload: object | string, url = '/api/ours', type = 'application/json') =>
    call(app, token, { method: 'POST', url, payload, headers: { 'content-type': type } });
  return { app, token, send };
}

const good = { title: 'Film', cents: 800 };

t.test('a wrong value is pointed at, and what would be right is said', async (t) => {
  const { send } = await setUp(t);
  const refused = async (change: object): Promise<object> => {
    const answer = await send({ ...good, ...change });
    t.equal(answer.statusCode, 400);
    t.equal(answer.json().type, 'https://api.publiq.be/probs/body/invalid-data');
    const { jsonPointer, detail } = answer.json();
    return { [jsonPointer]: detail };
  };

  t.same(await refused({ title: undefined }), { '/title': '/title is missing' });
  t.same(await refused({ cents: 'veel' }), { '/cents': '/cents must be a whole number' });
  t.same(await refused({ cents: -1 }), { '/cents': '/cents must be 0 or more' });
  t.same(await refused({ title: 'x'.repeat(21) }), {
    '/title': '/title may have 20 characters at most',
  });
  t.same(await refused({ kind: 'half' }), { '/kind': '/kind must be one of full, reduced' });
  t.same(await refused({ day: '20/11/2026' }), {
    '/day': '/day must be a date, YYYY-MM-DD, of the years 1000 to 2999',
  });
  t.same(await refused({ inner: {} }), { '/inner/flag': '/inner/flag is missing' });
  t.same(await refused({ tags: ['a', 'b', 'c'] }), { '/tags': '/tags may have 2 items at most' });
});

t.test('a value of a body is taken as it is: "800" is no number', async (t) => {
  const { send } = await setUp(t);

  const answer = await send({ ...good, cents: '800' });

  t.equal(answer.statusCode, 400);
  t.equal(answer.json().jsonPointer, '/cents');
  t.equal((await send('{"title":"a","cents":1e400}')).json().jsonPointer, '/cents');
});

t.test('a property that is not known is refused by name, with those that are', async (t) => {
  const { send } = await setUp(t);

  const outside = (await send({ ...good, titel: 'x' })).json();
  const inside = (await send({ ...good, inner: { flag: true, 'a/b~c': 1 } })).json();

  t.equal(outside.jsonPointer, '/titel');
  t.equal(
    outside.detail,
    '/titel is not known here; known are title, cents, kind, day, inner, tags',
  );
  t.equal(inside.jsonPointer, '/inner/a~1b~0c');
});

t.test('UiTPAS clients may send properties that we do not know', async (t) => {
  const { send } = await setUp(t);

  const answer = await send({ ...good, theirs: 1 }, '/api/uitpas');

  t.equal(answer.statusCode, 200);
});

t.test('no body, no JSON, another type and a body of more than 1 MB are told apart', async (t) => {
  const { app, token, send } = await setUp(t);

  const none = await call(app, token, { method: 'POST', url: '/api/ours' });
  const empty = await send('');
  const broken = await send('{"title": "Noor Peeters",}');
  const latin1 = await send(Buffer.from('{"title":"caf\xe9"}', 'latin1'));
  const text = await send('title', '/api/ours', 'text/plain');
  const large = await send({ ...good, title: 'x'.repeat(1_048_577) });

  t.equal(none.json().type, 'https://api.publiq.be/probs/body/missing');
  t.equal(empty.json().type, 'https://api.publiq.be/probs/body/missing');
  t.match(broken.json(), {
    type: 'https://api.publiq.be/probs/body/invalid-syntax',
    status: 400,
    detail: 'the body is not valid JSON (line 1 column 26)',
  });
  t.notMatch(broken.body, /Peeters/);
  t.equal(latin1.json().detail, 'the body is not UTF-8');
  t.equal(text.statusCode, 415);
  t.equal(text.json().type, '/problems/unsupported-media-type');
  t.equal(large.statusCode, 413);
  t.equal(large.json().type, '/problems/body-too-large');
});

t.test('text that PostgreSQL cannot hold is refused before it gets there', async (t) => {
  const { app, token, send } = await setUp(t);

  const nul = (await send('{"title":"a\\u0000b","cents":1}')).json();
  const half = (await send('{"title":"a\\ud800","cents":1}', '/api/uitpas')).json();
  const name = (await send('{"a\\u0000":1}', '/api/uitpas')).json();
  const deep = (await send({ ...good, tags: [['\0']] }, '/api/uitpas')).json();
  const inQuery = (await call(app, token, '/api/queried/a?text=a%00b')).json();
  const inPath = (await call(app, token, '/api/queried/a%00b')).json();

  t.match(nul, { jsonPointer: '/title', detail: '/title contains a NUL character' });
  t.match(half, { jsonPointer: '/title', detail: '/title contains half of a surrogate pair' });
  t.match(name, { jsonPointer: '', detail: /NUL/ });
  t.match(deep, { jsonPointer: '/tags/0/0' });
  t.match(inQuery, { status: 400, detail: 'query parameter text contains a NUL character' });
  t.match(inPath, { status: 400, detail: 'path parameter name contains a NUL character' });
  t.equal((await send({ ...good, title: 'Noör 🎟️' })).statusCode, 200, 'a whole pair is text');
});

t.test('a form is looked at like a body', async (t) => {
  const app = await openApp(t, { deskClient: 'lier-library-desk' });

  const answer = await app.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'card=05600025243%0014',
  });

  t.equal(answer.statusCode, 400);
  t.equal(answer.json().detail, '/card contains a NUL character');
});

t.test('a body that goes too deep, or plays with prototypes, is refused', async (t) => {
  const { send } = await setUp(t);

  const deep = await send('['.repeat(200_000) + ']'.repeat(200_000), '/api/uitpas');
  const proto = await send('{"title":"a","cents":1,"__proto__":{"x":1}}', '/api/uitpas');

  t.equal(deep.statusCode, 400);
  t.match(deep.json().detail, /goes too deep/);
  t.equal(proto.statusCode, 400);
  t.match(proto.json().detail, /name that is not allowed/);
});

t.test('a query is text, read as what is asked; a misspelled parameter is refused', async (t) => {
  const { app, token } = await setUp(t);
  const ask = (query: string) => call(app, token, `/api/queried/a${query}`);

  t.equal((await ask('?count=7')).json().saw, '{"count":7}');
  t.equal((await ask('?count=')).json().detail, 'query parameter count must be a whole number');
  t.equal((await ask('?count=1&count=2')).statusCode, 400);
  t.equal(
    (await ask('?cuont=7')).json().detail,
    'query parameter cuont is not known here; known are count, text',
  );
  t.equal(
    (await call(app, token, '/api/queried/eleven-long')).json().detail,
    'path parameter name may have 10 characters at most',
  );
});

t.test('a wrong value is never repeated in the answer', async (t) => {
  const { send } = await setUp(t);

  const wrongValue = await send({ ...good, day: 'Noor Peeters' });
  const wrongName = await send({ ...good, '85.07.30-033.28': 1 });

  t.notMatch(wrongValue.body, /Peeters/);
  t.notMatch(wrongName.body, /85\.07\.30/);
});
