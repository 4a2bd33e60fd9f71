import { Validator } from '@seriousme/openapi-schema-validator';
import t from 'tap';
import { nameForm } from '../../config/word-value.ts';
import { makeAnswerChecker } from '../fixtures/check-answer.ts';
import { openApi } from '../fixtures/open-api.ts';

interface DescribedAnswer {
  readonly description: string;
  readonly content?: Readonly<Record<string, { schema?: object; examples?: object }>>;
}

interface DescribedOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: unknown;
  readonly requestBody?: unknown;
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
}

const api = await openApi(t);
const operations = Object.values(api.description.paths).flatMap(
  (path) => Object.values(path) as unknown as DescribedOperation[],
);
const check = makeAnswerChecker(api.description);

t.test('the description of the whole API, plugins included, is valid OpenAPI 3.1', async (t) => {
  const served = (await api.app.inject('/api/openapi.json')).json<Record<string, unknown>>();

  const { valid, errors } = await new Validator().validate(served);

  t.ok(valid, JSON.stringify(errors));
  t.match(served, { openapi: '3.1.0', info: { license: { identifier: 'EUPL-1.2' } } });
});

t.test(
  'nothing that is sent is refused with a pattern that only a programmer can read',
  async (t) => {
    const asked = operations.map(({ parameters, requestBody }) => ({ parameters, requestBody }));
    const patterns = patternsIn(asked);

    t.ok(patterns.length > 20, `${patterns.length} have a form`);
    const forms = patterns.map((schema) => nameForm(String(schema['pattern']), schema));
    t.same(
      forms.filter((form) => form.startsWith('text like')),
      [],
    );
  },
);

/** Every schema with a pattern, wherever in a description. */
function patternsIn(described: unknown): Record<string, unknown>[] {
  if (typeof described !== 'object' || described === null) return [];
  const inner = Object.values(described).flatMap(patternsIn);
  const isText = 'pattern' in described && typeof described.pattern === 'string';
  return isText ? [{ ...described }, ...inner] : inner;
}

const custom = [{ customToken: [] }];
const named = [{ clientIdentification: [] }];

/** Of whoever is no client of the identity provider; nobody is asked where there is none. */
const LOCKS: Readonly<Record<string, readonly object[]>> = {
  'get-passholders-me-uitid-registration-token': named,
  'get-passholders-me-uitid-status': named,
  'put-kiosk-devices-setup': custom,
  'get-kiosk-devices': custom,
  'get-kiosk-devices-events': custom,
  'put-kiosk-devices-events': custom,
  'delete-kiosk-devices-events': custom,
  'get-kiosk-devices-checkins': custom,
  'post-kiosk-devices-checkins': custom,
  'get-kiosk-devices-chip-numbers-chipNumber': custom,
  'get-orders-orderId': [{ bearerToken: [] }, ...custom],
  'get-social-tariff-validation': custom,
  'get-social-tariff-validation-start': [],
  'post-social-tariff-validation-token': [],
};

t.test('every operation has a name of its own, a summary and its lock', async (t) => {
  t.ok(operations.length > 25);
  const names = operations.map(({ operationId }) => operationId);
  t.equal(new Set(names).size, names.length);
  for (const { operationId, summary = '', tags = [], security } of operations) {
    t.ok(summary.length > 5, `${operationId} has a summary`);
    t.equal(tags.length, 1, `${operationId} has one tag`);
    t.same(security, LOCKS[operationId] ?? [{ bearerToken: [] }], `${operationId} asks a token`);
  }
});

/** UiTPAS asks no token: the pass and its date of birth, or what was given for them. */

/** As UiTPAS publishes them: made, and nothing is said. */
const EMPTY = [
  'post-passholders-passholderId-memberships-cardSystemId 201',
  'post-passholders-passholderId-association-memberships 201',
  'post-passholders-passholderId-family-members 201',
  'put-passholders-passholderId-family-members-familyMemberId 202',
  'delete-passholders-passholderId-family-members-familyMemberId 202',
  'put-passholders-me-uitid 201',
  'get-social-tariff-validation-start 303',
];
/** A file or a page, and no JSON. */
const FILES = [
  'get-organizers-organizerId-financial-reports-reportId-zip 200',
  'get-childcare-access-locations-placeId-inside-page 200',
];

t.test('every answer is described, with its body, and every problem by an example', async (t) => {
  for (const { operationId, responses } of operations) {
    const isPublic = LOCKS[operationId]?.length === 0;
    for (const status of isPublic ? ['500', '503'] : ['401', '403', '500', '503']) {
      t.ok(status in responses, `${operationId} ${status}`);
    }
    for (const [status, { description, content }] of Object.entries(responses)) {
      const name = `${operationId} ${status}`;
      t.ok(description.length > 1 && description !== 'Default Response', name);
      const isProblem = Number(status) >= 400;
      const media = content?.[isProblem ? 'application/problem+json' : 'application/json'];
      const isJson = ![...EMPTY, ...FILES].includes(name);
      if (status !== '204' && isJson) t.ok(media?.schema, `${name} has a body`);
      if (isProblem) t.ok(Object.keys(media?.examples ?? {}).length > 0, `${name} has examples`);
    }
  }
});

t.test('an answer that is not as described is noticed', async (t) => {
  const answer = {
    method: 'GET',
    url: '/api/events?limit=1',
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: '{"totalItems":0,"member":[]}',
  };
  const problem = (type: string) => ({
    ...answer,
    status: 400,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type, title: 'Title', status: 400 }),
  });

  t.equal(check(answer), null);
  t.equal(check(problem('https://api.publiq.be/probs/body/invalid-data')), null);
  t.match(check({ ...answer, status: 418 }), /get-events 418 is not described/);
  t.match(check({ ...answer, contentType: 'text/html' }), /not described as text\/html/);
  t.match(check({ ...answer, body: '{"member":[]}' }), /must have required property 'totalItems'/);
  t.match(check({ ...answer, body: '{"totalItems":"0","member":[]}' }), /totalItems must be/);
  t.match(check(problem('/problems/role-unknown')), /does not list \/problems\/role-unknown/);
  t.match(check({ ...answer, url: '/api/nothing' }), /GET \/api\/nothing: 200/);
});
