import { Validator } from '@seriousme/openapi-schema-validator';
import { Type } from 'typebox';
import t from 'tap';
import type { Api } from '../../../core/http/api.ts';
import { responses } from '../../../core/http/responses.ts';
import { passNotFound } from '../../../core/passes/problems.ts';
import { client, makeIssuer, openApp, townsWith } from './open-app.ts';

interface Operation {
  readonly operationId: string;
  readonly description?: string;
  readonly security: readonly object[];
  readonly parameters?: readonly { name: string; in: string; required: boolean }[];
  readonly responses: Readonly<Record<string, { description: string; content?: object }>>;
}

/** One command with everything that a description can say. */
async function richRoutes(api: Api): Promise<void> {
  api.post(
    '/passes/:number/things',
    {
      config: { permission: 'CARDS_WRITE', idempotency: 'required' },
      schema: {
        summary: 'Make a thing',
        tags: ['Things'],
        params: Type.Object({ number: Type.String({ maxLength: 13 }) }),
        querystring: Type.Object({ limit: Type.Integer({ maximum: 500, default: 20 }) }),
        body: Type.Object({ kind: Type.Union([Type.Literal('a'), Type.Null()]) }),
        response: responses({ 201: Type.Object({ id: Type.String() }) }, passNotFound),
      },
    },
    async (_request, reply) => reply.code(201).send({ id: '1' }),
  );
}

t.test('the description of the API is valid OpenAPI 3.1', async (t) => {
  const app = await openApp(t);

  const description = (await app.inject('/api/openapi.json')).json();
  const { valid, errors } = await new Validator().validate(description);

  t.equal(description.openapi, '3.1.0');
  t.ok(valid, JSON.stringify(errors));
});

/** As UiTPAS publishes it: made, and nothing is said. */
const EMPTY = [
  'post-passholders-passholderId-memberships-cardSystemId 201',
  'post-passholders-passholderId-association-memberships 201',
  'post-passholders-passholderId-family-members 201',
  'put-passholders-passholderId-family-members-familyMemberId 202',
  'delete-passholders-passholderId-family-members-familyMemberId 202',
  'put-passholders-me-uitid 201',
  'get-social-tariff-validation-start 303',
];

t.test('every number in an address has a largest value', async (t) => {
  const app = await openApp(t);
  const { paths } = (await app.inject('/api/openapi.json')).json<Described>();
  const parameters = Object.values(paths).flatMap((path) =>
    Object.values(path).flatMap((one) => one.parameters ?? []),
  );
  const numbers = parameters.filter(({ schema }) => /integer|number/.test(String(schema['type'])));

  t.ok(numbers.length > 20);
  const open = numbers.filter(({ schema }) => schema['maximum'] === undefined);
  t.same(
    open.map(({ name }) => name),
    [],
  );
});

interface Described {
  readonly paths: Record<string, Record<string, { parameters?: DescribedParameter[] }>>;
}

interface DescribedParameter {
  readonly name: string;
  readonly schema: Record<string, unknown>;
}

/** A file, and no JSON. */
const FILES = ['get-organizers-organizerId-financial-reports-reportId-zip 200'];

t.test('every answer of every route is described, problems included', async (t) => {
  const app = await openApp(t);
  const { paths } = (await app.inject('/api/openapi.json')).json();
  const operations = Object.values(paths).flatMap((path) => Object.values(path as object));

  t.ok(operations.length > 1);
  for (const { operationId, responses: answers, security } of operations as Operation[]) {
    for (const [status, { description, content }] of Object.entries(answers)) {
      t.not(description, 'Default Response', `${operationId} ${status}`);
      const type = Number(status) < 400 ? 'application/json' : 'application/problem+json';
      const isEmpty = status === '204' || EMPTY.includes(`${operationId} ${status}`);
      const isFile = FILES.includes(`${operationId} ${status}`);
      t.ok(isEmpty || isFile || (content && type in content), `${operationId} ${status}`);
    }
    t.ok('429' in answers && '500' in answers && '503' in answers, operationId);
    // Whatever stands in an address is looked at, also where nothing is asked.
    t.match(answers['400']?.description, /invalid-data/, operationId);
    if (security.length > 0) t.ok('401' in answers && '403' in answers, operationId);
  }
});

t.test(
  'a route says its permission, its key and the problems that follow from what it is',
  async (t) => {
    const app = await openApp(t, { routes: [richRoutes] });
    const description = (await app.inject('/api/openapi.json')).json();
    const operation: Operation = description.paths['/api/passes/{number}/things'].post;

    t.ok((await new Validator().validate(description)).valid);
    t.equal(operation.operationId, 'post-passes-number-things');
    t.match(operation.description, /CARDS_WRITE/);
    t.same(operation.security, [{ bearerToken: [] }]);
    const required = operation.parameters?.map(({ name, required: is }) => [name, is]);
    t.same(required, [
      ['limit', false],
      ['number', true],
      ['Idempotency-Key', true],
    ]);
    const types = (status: string): string => operation.responses[status]?.description ?? '';
    for (const type of ['body/missing', 'body/invalid-syntax', 'body/invalid-data']) {
      t.match(types('400'), type);
    }
    t.match(types('400'), '/problems/idempotency-key-required');
    t.match(types('400'), 'url/query-limit-exceeded');
    t.match(types('404'), 'uitpas/pass-not-found');
    t.match(types('409'), '/problems/command-in-progress');
    t.match(types('422'), '/problems/idempotency-key-reused');
    t.ok('413' in operation.responses && '415' in operation.responses);
  },
);

t.test('the pages of the API are public and run no script but their own', async (t) => {
  const issuer = await makeIssuer();
  const app = await openApp(t, { issuer, installation: townsWith({ a: client() }) });

  const page = await app.inject('/api/docs');
  const script = await app.inject('/api/docs/static/swagger-ui-bundle.js');

  t.equal(page.statusCode, 200);
  t.equal(script.statusCode, 200);
  t.match(page.headers['content-security-policy'], /script-src 'self'(;|$)/);
  t.notMatch(page.body, /<script>/);
  t.notMatch(page.body, /https?:\/\/(?!www\.w3\.org)/, 'nothing comes from elsewhere');
});
