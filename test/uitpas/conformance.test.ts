import t, { type Test } from 'tap';
import { operationCases, sendAs } from '../api/operations.ts';
import { openApi } from '../fixtures/open-api.ts';
import { notServed } from './not-served.ts';
import { absent, type ReferenceOperation, referenceOperations } from './reference.ts';
import { type ServedOperation, servedOperations } from './served-operations.ts';

/*
 * Drives every operation of the published document: a good call of each, request and answer checked
 * against the document, with no property that it does not name.
 */

const published = referenceOperations();

/**
 * Served in a UiTPAS shape for clients that act for several organizers, beside what is published.
 */
const OWN_QUERY = ['organizerId', 'means'];

t.test('the UiTPAS API 4.0, operation by operation', { skip: absent }, async (t) => {
  const api = await openApi(t);
  const served = servedOperations(api.description);

  for (const operation of published) {
    const ours = servedAs(served, operation);
    const name = `${operation.method} ${operation.publishedPath}`;
    if (!ours?.isUitpas) {
      t.ok(notServed[operation.operationId], `${name} is served, or is listed with the reason`);
      continue;
    }
    await t.test(name, async (t) => {
      t.notOk(notServed[operation.operationId], 'it is not listed as missing');
      assertSamePermission(t, operation, ours);
      const one = operationCases.find((known) => known.operation === ours.operationId);
      if (!one) return t.fail('it has a good call in test/api/operations.ts');

      const request = await one.prepare(api);
      const query = new URL(request.path, 'http://x').searchParams;
      const strange = [...query.keys()].filter((key) => !knownIn(operation, key));
      t.same(strange, [], 'every query parameter is published');
      t.equal(operation.checkBody(request.body), null, 'its body is as published');
      const answer = await sendAs(api, one.client, request);
      const type = answer.headers['content-type'] ?? '';
      const body: unknown = /json/.test(type) ? answer.json() : answer.body || undefined;
      t.equal(
        operation.checkAnswer(answer.statusCode, type, body),
        null,
        answer.body.slice(0, 500),
      );
    });
  }
});

t.test(
  'what is listed as not served is published, and nothing else',
  { skip: absent },
  async (t) => {
    const known = new Set(published.map(({ operationId }) => operationId));

    t.same(
      Object.keys(notServed).filter((name) => !known.has(name)),
      [],
    );
  },
);

function servedAs(served: readonly ServedOperation[], { method, path }: ReferenceOperation) {
  return served.find((ours) => ours.method === method && ours.path === path);
}

function knownIn({ queryNames }: ReferenceOperation, key: string): boolean {
  return queryNames.includes(key) || OWN_QUERY.includes(key);
}

/** What differs on purpose says so on the route. */
function assertSamePermission(t: Test, operation: ReferenceOperation, ours: ServedOperation): void {
  if (ours.differs !== undefined) return;
  const { permissions } = operation;
  const isNamed =
    permissions.length === 0 || ours.permissions.some((one) => permissions.includes(one));
  t.ok(
    isNamed,
    `it asks ${ours.permissions.join(' or ')}, and ${permissions.join(' or ')} is published`,
  );
}
