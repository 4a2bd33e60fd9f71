import { type TSchema, Type } from 'typebox';
import t from 'tap';
import type { Api } from '../../../core/http/api.ts';
import {
  closeObjects,
  type JsonSchema,
  unboundedParts,
} from '../../../core/http/request-schemas.ts';
import { responses } from '../../../core/http/responses.ts';
import { openApp } from './open-app.ts';

const response = responses({ 200: Type.Null() });

const asData = (schema: TSchema) => schema as unknown as JsonSchema;

t.test('boot refuses a route under /api that does not say who may use it', async (t) => {
  const open = async (api: Api): Promise<void> => {
    api.get('/open', { schema: { response } }, async () => null);
  };
  const both = async (api: Api): Promise<void> => {
    const config = { public: true, permission: 'RIGHTS_READ' } as const;
    api.get('/both', { config, schema: { response } }, async () => null);
  };

  await t.rejects(openApp(t, { routes: [open] }), /GET \/api\/open: say permission, anyClient/);
  await t.rejects(openApp(t, { routes: [both] }), /GET \/api\/both: say permission, anyClient/);
});

t.test('boot refuses a permission of core that nobody could be given', async (t) => {
  const misspelled = async (api: Api): Promise<void> => {
    api.get(
      '/a',
      { config: { permission: 'RIGHTS_RAED' }, schema: { response } },
      async () => null,
    );
  };

  await t.rejects(openApp(t, { routes: [misspelled] }), /GET \/api\/a: add its permission/);
});

t.test('boot refuses a route that does not say what it answers', async (t) => {
  const silent = async (api: Api): Promise<void> => {
    api.get('/silent', { config: { anyClient: true } }, async () => null);
  };

  await t.rejects(openApp(t, { routes: [silent] }), /GET \/api\/silent: say what it answers/);
});

t.test('boot refuses a route that takes values without a bound', async (t) => {
  const greedy = async (api: Api): Promise<void> => {
    const body = Type.Object({ name: Type.String() });
    api.post(
      '/greedy',
      { config: { anyClient: true }, schema: { body, response } },
      async () => null,
    );
  };

  await t.rejects(openApp(t, { routes: [greedy] }), /POST \/api\/greedy: .* body needs a bound/);
});

t.test('what has no bound is found wherever it stands', (t) => {
  const bounded = Type.Object({
    id: Type.String({ format: 'uuid' }),
    kind: Type.Union([Type.Literal('a'), Type.String({ enum: ['b'] })]),
    time: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
    list: Type.Array(Type.Integer({ maximum: 9 }), { maxItems: 9 }),
    any: Type.Unknown(),
  });
  const unbounded = Type.Object({
    name: Type.String(),
    mail: Type.String({ format: 'email' }),
    code: Type.String({ pattern: '^[A-Z]+$' }),
    list: Type.Array(Type.Object({ cents: Type.Integer({ minimum: 0 }) })),
    either: Type.Union([Type.Object({ text: Type.String() }), Type.Null()]),
    map: Type.Record(Type.String(), Type.Number()),
    both: Type.Intersect([Type.Object({}), Type.Object({})]),
  });

  t.same(unboundedParts(asData(bounded)), []);
  t.same(unboundedParts(asData(unbounded)), [
    '/name: maxLength',
    '/mail: maxLength',
    '/code: maxLength',
    '/list: maxItems',
    '/list/*/cents: maximum',
    '/either/text: maxLength',
    '/map/^.*$: maximum',
    '/both: one object instead of allOf, which cannot be closed',
  ]);
  t.end();
});

t.test('an object is closed wherever it stands, unless it says otherwise', (t) => {
  const open = Type.Object({
    a: Type.Array(Type.Object({ b: Type.Null() })),
    c: Type.Object({}, { additionalProperties: true }),
    d: Type.Union([Type.Object({ e: Type.Null() }), Type.Null()]),
  });

  const closed = closeObjects(asData(open));

  t.match(closed, {
    additionalProperties: false,
    properties: {
      a: { items: { additionalProperties: false } },
      c: { additionalProperties: true },
      d: { anyOf: [{ additionalProperties: false }, {}] },
    },
  });
  t.end();
});
