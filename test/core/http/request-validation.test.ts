import { Type } from 'typebox';
import t from 'tap';
import type { Api } from '../../../core/http/api.ts';
import { responses } from '../../../core/http/responses.ts';
import { call, client, makeIssuer, openApp, townsWith } from './open-app.ts';

const Ticket = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 20 }),
  cents: Type.Integer({ minimum: 0, maximum: 1000 }),
  kind: Type.Optional(Type.String({ enum: ['full', 'reduced'] })),
  means: Type.Optional(Type.Union([Type.Literal('cash'), Type.Literal('card')])),
  opens: Type.Optional(Type.String({ pattern: '^[0-9]{2}:[0-9]{2}$', 'x-form': 'as 08:30' })),
  code: Type.Optional(Type.String({ pattern: '^[0-9]{5}$' })),
  choice: Type.Optional(
    Type.Object({
      kind: Type.String({ enum: ['full', 'reduced'] }),
      means: Type.Union([Type.Literal('cash'), Type.Literal('card')]),
    }),
  ),
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
          price: Type.Optional(Type.Number({ minimum: -10, maximum: 100 })),
          days: Type.Optional(
            Type.Array(Type.Integer({ minimum: 0, maximum: 9 }), { maxItems: 5 }),
          ),
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
  t.same(await refused({ means: 'bitcoin' }), { '/means': '/means must be one of cash, card' });
  t.same(await refused({ means: 'crad' }), {
    '/means': '/means must be one of cash, card: did you mean card?',
  });
  t.same(await refused({ opens: '8u30' }), { '/opens': '/opens must be as 08:30' });
  t.same(await refused({ code: '25' }), { '/code': '/code must be 5 digits' });
  t.same(await refused({ choice: { means: 'cash' } }), {
    '/choice/kind': '/choice/kind is missing: it must be one of full, reduced',
  });
  t.same(await refused({ choice: { kind: 'full' } }), {
    '/choice/means': '/choice/means is missing: it must be one of cash, card',
  });
  t.same(await refused({ tags: ['a', 'b', 'c'] }), { '/tags': '/tags may have 2 items at most' });
  t.same(await refused({ title: '' }), { '/title': '/title must have 1 character at least' });
  t.same(await refused({ day: '20/11/2026' }), {
    '/day': '/day must be a date, YYYY-MM-DD, of the years 1000 to 2999',
  });
  t.same(await refused({ inner: {} }), { '/inner/flag': '/inner/flag is missing' });
});

t.test('a value of a body is taken as it is: "800" is no number', async (t) => {
  const { send } = await setUp(t);

  const answer = await send({ ...good, cents: '800' });

  t.equal(answer.statusCode, 400);
  t.equal(answer.json().jsonPointer, '/cents');
  t.equal((await send('{"title":"a","cents":1e400}')).json().jsonPointer, '/cents');
});

t.test('a number in a query is written in decimal digits', async (t) => {
  const { app, token } = await setUp(t);
  const ask = async (query: string) => call(app, token, `/api/queried/a?${query}`);

  for (const text of ['', '%20', '+', '%201', '0x10', '0b11', '0o7', '1e1', '.5', '5.', '%0a1']) {
    for (const name of ['count', 'price', 'days']) {
      t.equal((await ask(`${name}=${text}`)).statusCode, 400, `${name}=${text}`);
    }
  }
  t.equal((await ask('days=1&days=0x10')).statusCode, 400);
  t.equal((await ask('count=')).json().detail, 'query parameter count must be a whole number');
  t.same((await ask('count=007&price=-2.50&days=1&days=2')).json(), {
    saw: '{"count":7,"price":-2.5,"days":[1,2]}',
  });
  t.equal((await ask('price=%2B5')).statusCode, 200, 'a sign is part of it');
});

t.test('a property that is not known is refused by name, with those that are', async (t) => {
  const { send } = await setUp(t);

  const outside = (await send({ ...good, titel: 'x' })).json();
  const inside = (await send({ ...good, inner: { flag: true, 'a/b~c': 1 } })).json();

  t.equal(outside.jsonPointer, '/titel');
  t.equal(
    outside.detail,
    '/titel is not known here; known are title, cents, kind, means, opens, code, choice, day, inner, tags',
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
  t.equal(
    text.json().detail,
    'the body was sent as text/plain: send JSON, with the header Content-Type: application/json',
  );
  const odd = await send('title', '/api/ours', '85.07.30-033.28');
  t.equal(odd.statusCode, 415);
  t.notMatch(odd.body, '033', 'what is no media type is not repeated');
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

t.test(
  'text that shows otherwise than it reads is refused, with the sign that does it',
  async (t) => {
    const { app, token, send } = await setUp(t);
    const refused = async (title: string) => (await send({ ...good, title })).json();

    for (const [sign, named] of [
      ['\u0007', 'a control character (U+0007)'],
      ['\n', 'a control character (U+000A)'],
      ['\u0085', 'a control character (U+0085)'],
      ['\u007f', 'a control character (U+007F)'],
      ['\u202a', 'a sign that turns text around (U+202A)'],
      ['\u202e', 'a sign that turns text around (U+202E)'],
      ['\u2066', 'a sign that turns text around (U+2066)'],
      ['\u2069', 'a sign that turns text around (U+2069)'],
    ] as const) {
      const { detail, jsonPointer } = await refused(`Film${sign}`);
      t.same(
        { detail, jsonPointer },
        { detail: `/title contains ${named}`, jsonPointer: '/title' },
      );
    }
    const inQuery = (await call(app, token, '/api/queried/a?text=a%07b')).json();
    t.match(inQuery, { detail: 'query parameter text contains a control character (U+0007)' });
    for (const title of ['Café ’t Hoekje', 'حفلة', 'A\u200eB', '👩‍👧 gezin', 'dag\u00a0uit']) {
      t.equal((await send({ ...good, title })).statusCode, 200, title);
    }
  },
);

t.test('a property that is there twice is refused by its name', async (t) => {
  const { send } = await setUp(t);
  const refused = async (body: string) => {
    const answer = await send(body, '/api/uitpas');
    const { type, jsonPointer = null } = answer.json<{ type: string; jsonPointer?: string }>();
    return answer.statusCode === 400 ? `${type.split('/').at(-1)} ${jsonPointer}` : 'taken';
  };
  const plain = '"title":"Film","cents":1';

  t.equal(await refused(`{${plain},"cents":2}`), 'invalid-syntax /cents');
  t.equal(await refused(`{${plain},"cents" \n:\t1}`), 'invalid-syntax /cents');
  t.equal(await refused(`{${plain},"c\\u0065nts":2}`), 'invalid-syntax /cents');
  t.equal(
    await refused(`{${plain},"a":[{"b":1},{"b":1,"c/d":{},"c/d":{}}]}`),
    'invalid-syntax /a/1/c~1d',
  );
  t.equal(await refused(`{${plain},"__proto__":1,"__proto__":1}`), 'invalid-syntax /__proto__');
  t.equal(
    await refused(`{${plain},"85073003328":1,"85073003328":1}`),
    'invalid-syntax /*********28',
  );
  for (const known of [
    `{${plain},"a":{"b":1},"c":{"b":1}}`,
    `{${plain},"a":[{"b":1},{"b":1}]}`,
    `{${plain},"theirs":"\\":1,\\"cents\\":2"}`,
    `{${plain},"theirs":["cents","cents",": \\\\"]}`,
    `{${plain},"Cents":1,"":1,"hours":"10:00:00"}`,
  ]) {
    t.equal(await refused(known), 'taken', known);
  }
});

t.test('a national number does not go in words', async (t) => {
  const issuer = await makeIssuer();
  const installation = townsWith({ desk: client({ permissions: [permission] }) });
  const body = Type.Array(
    Type.Object({
      card: Type.String({ maxLength: 64 }),
      label: Type.Optional(Type.String({ maxLength: 200 })),
      note: Type.Optional(
        Type.Union([Type.Null(), Type.Object({ text: Type.String({ maxLength: 500 }) })]),
      ),
      extra: Type.Optional(Type.Object({}, { additionalProperties: true })),
      words: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 99 }))),
      open: Type.Optional(Type.Unsafe<object>({ type: 'object', additionalProperties: true })),
    }),
    { maxItems: 9 },
  );
  const addRoute = async (api: Api) => {
    const schema = { body, response };
    api.post('/notes', { config: { permission }, schema }, async () => ({ saw: '' }));
  };
  const app = await openApp(t, { issuer, installation, routes: [addRoute] });
  const token = await issuer.tokenFor('desk');
  const answerTo = async (change: object): Promise<string> => {
    const payload = [{ card: 'x' }, { card: 'x', ...change }];
    const answer = await call(app, token, { method: 'POST', url: '/api/notes', payload });
    if (answer.statusCode === 200) return 'taken';
    t.notMatch(answer.body, /85|33.?28/, 'nor is it repeated');
    const { detail } = answer.json<{ detail: string }>();
    return detail.replace(/ contains a national number, .*/, ' !');
  };

  for (const label of [
    '85073003328',
    'Lotte (85.07.30-033.28), 2 plaatsen',
    'nr. 85 07 30 033 28',
    '850730/033-28',
    '８５０７３００３３２８',
    '00.01.25-567.77',
  ]) {
    t.equal(await answerTo({ label }), '/1/label !', label);
  }
  t.equal(await answerTo({ note: { text: 'x 85.07.30-033.28' } }), '/1/note/text !');
  t.equal(await answerTo({ open: { a: [{ 'b/c': '85073003328' }] } }), '/1/open/a/0/b~1c !');
  t.equal(await answerTo({ extra: { 'voor 85.07.30-033.28': 1 } }), '/1/extra !');
  t.equal(await answerTo({ words: { nl: '85.07.30-033.28' } }), '/1/words/nl !');
  t.equal(await answerTo({ card: '85073003328' }), 'taken', 'a number of a card looks like one');
  t.equal(await answerTo({ note: null }), 'taken');
  for (const label of [
    'Concert 20/11/2026 14.30',
    'Concert 01/01/2026 9.97',
    'tel. 03 800 05 55 of 0475/12.34.56',
    'BE68 5390 0754 7034',
    'pas 0902244289853',
    '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    '85.07.30-033.29',
  ]) {
    t.equal(await answerTo({ label }), 'taken', label);
  }
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
    'query parameter cuont is not known here; known are count, price, days, text',
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
