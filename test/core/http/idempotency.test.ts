import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { Type } from 'typebox';
import t from 'tap';
import type { Api } from '../../../core/http/api.ts';
import { canonicalJson } from '../../../core/http/idempotency.ts';
import { responses } from '../../../core/http/responses.ts';
import { call, client, makeIssuer, openApp, townsWith } from './open-app.ts';

const schema = {
  params: Type.Object({ id: Type.String({ maxLength: 36 }) }),
  body: Type.Object({
    count: Type.Optional(Type.Integer({ maximum: 9, default: 1 })),
    text: Type.Optional(Type.String({ maxLength: 9 })),
  }),
  response: responses({
    200: Type.Object({ key: Type.Union([Type.String(), Type.Null()]), hash: Type.String() }),
  }),
};

/** Commands that answer the key they would pass on. */
async function commandRoutes(api: Api): Promise<void> {
  api.post(
    '/ours/:id',
    { config: { anyClient: true, idempotency: 'required' }, schema },
    async ({ command }) => command,
  );
  api.post(
    '/theirs/:id',
    { config: { anyClient: true, idempotency: 'optional', uitpas: true }, schema },
    async ({ command }) => command,
  );
}

async function setUp(t: Parameters<typeof openApp>[0]) {
  const issuer = await makeIssuer();
  const installation = townsWith({ a: client(), b: client() });
  const app = await openApp(t, { issuer, installation, routes: [commandRoutes] });
  const tokens = { a: await issuer.tokenFor('a'), b: await issuer.tokenFor('b') };
  const send = async (
    payload: object | string,
    {
      url = '/api/ours/1',
      key = '',
      who = 'a',
    }: { url?: string; key?: string; who?: 'a' | 'b' } = {},
  ) => {
    const headers = { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) };
    return call(app, tokens[who], { method: 'POST', url, payload, headers });
  };
  return { send };
}

t.test('a command of ours needs a key, and the key is a UUID', async (t) => {
  const { send } = await setUp(t);

  const without = await send({});
  const wrong = await send({}, { key: 'order-12' });

  t.equal(without.statusCode, 400);
  t.equal(without.json().type, '/problems/idempotency-key-required');
  t.equal(wrong.statusCode, 400);
  t.equal(wrong.json().detail, 'header idempotency-key must be a UUID');
});

t.test('a UiTPAS client may send no key', async (t) => {
  const { send } = await setUp(t);

  const answer = await send({}, { url: '/api/theirs/1' });

  t.equal(answer.statusCode, 200);
  t.equal(answer.json().key, null);
});

t.test('the case of a key and the order and space of a body do not matter', async (t) => {
  const { send } = await setUp(t);
  const key = randomUUID();

  const first = (await send('{"count": 2, "text": "a"}', { key })).json();
  const again = (await send('{"text":"a","count":2}', { key: key.toUpperCase() })).json();

  t.equal(first.key, key);
  t.same(again, first);
});

t.test('another content, another address or another client is another command', async (t) => {
  const { send } = await setUp(t);
  const key = randomUUID();
  const hash = async (...sent: Parameters<typeof send>): Promise<string> =>
    (await send(...sent)).json().hash;

  const hashes = await Promise.all([
    hash({ count: 2 }, { key }),
    hash({ count: 3 }, { key }),
    hash({ count: 2 }, { key, url: '/api/ours/2' }),
    hash({ count: 2 }, { key, who: 'b' }),
    hash({}, { key }),
    hash({ count: 1 }, { key }),
  ]);

  t.equal(new Set(hashes).size, 6, 'a default that is left out is not the same content either');
  for (const one of hashes) t.match(one, /^[0-9a-f]{64}$/);
});

t.test('canonical JSON is one text for one content', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const isSame = canonicalJson(one) === canonicalJson(other);
        return isSame === (JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)));
      }),
    ),
  );
  t.equal(
    canonicalJson({ b: [1, { d: null, c: 'x' }], a: true }),
    '{"a":true,"b":[1,{"c":"x","d":null}]}',
  );
  t.end();
});

/** An independent way: sort the properties of a copy. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).toSorted()) {
    copy[key] = sorted((value as Record<string, unknown>)[key]);
  }
  return copy;
}
