import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import t from 'tap';
import { describeApi } from '../docs/describe-api.ts';
import { discoverPlugins } from '../../core/plugins/discover-plugins.ts';
import { PLUGINS_FOLDER } from '../../core/boot/folders.ts';
import { isPassNumber } from '../../core/passes/pass-number.ts';
import { arbitraryRequest } from './arbitrary-requests.ts';
import { rightValue } from './arbitrary-values.ts';
import { asCurl } from './as-curl.ts';
import { describedOperations } from './described-operation.ts';
import { idsIn, unknownTwin } from './unknown-twin.ts';

const description = await describeApi([...(await discoverPlugins(PLUGINS_FOLDER)).values()]);
const operations = describedOperations(description);
const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const known = [id, '0560002524314', 'sportpas'];

t.test('a right value of any body fits its description', (t) => {
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  addFormats.default(ajv);
  const bodies = operations.flatMap(({ operationId, body }) =>
    body ? [{ operationId, body }] : [],
  );
  t.ok(bodies.length > 20);
  for (const { operationId, body } of bodies) {
    const validate = ajv.compile(body);
    const values = fc.sample(rightValue(body, known), { numRuns: 50, seed: 1 });
    const wrong = values.filter((value) => !validate(value));
    validate(wrong[0]);
    t.ok(
      wrong.length < 5,
      `${operationId}: ${wrong.length} of 50 are wrong, ${ajv.errorsText(validate.errors)}`,
    );
  }
  t.end();
});

t.test('the same seed makes the same requests, and another one others', (t) => {
  const [operation] = operations.filter(({ operationId }) => operationId === 'post-checkins');
  if (!operation) throw new Error('the API saves check-ins');
  const good = [{ method: 'POST', path: '/checkins', body: { uitpasNumber: known[1] } }] as const;
  const sample = (seed: number) =>
    fc.sample(arbitraryRequest({ operation, good, known }), { seed, numRuns: 100 });

  t.same(sample(1), sample(1));
  t.not(JSON.stringify(sample(1)), JSON.stringify(sample(2)));
  t.ok(new Set(sample(1).map((request) => JSON.stringify(request))).size > 50);
  t.end();
});

t.test('what a town has is asked elsewhere as what nobody has, and in one form', (t) => {
  const request = {
    method: 'POST',
    url: `/api/passholders/${id}/roles?card=0560002524314&other=0560002524322`,
    headers: { 'idempotency-key': id },
    payload: JSON.stringify({ id, number: '0560002524314' }),
  };

  const twin = unknownTwin(request, new Set([id, '0560002524314']));

  const [one = '', number = '', other] = idsIn(twin.url);
  t.match(one, /^7c9e6679-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  t.not(one, id);
  t.ok(isPassNumber(number) && number !== '0560002524314');
  t.equal(other, '0560002524322', 'what is not of the town stays');
  t.same(idsIn(String(twin.payload)), [one, number], 'the same each time');
  t.equal(twin.headers['idempotency-key'], one);
  t.end();
});

t.test('a request is told as a line that a terminal sends as it was', (t) => {
  const line = asCurl({
    method: 'POST',
    url: '/api/checkins?a=$b',
    headers: { 'idempotency-key': 'new', 'x-odd': 'a"b$c' },
    payload: '{"title":"caf\u00e9 \'t\\n"}',
  });

  t.equal(
    line,
    String.raw`curl -i -X POST -H "authorization: Bearer $token" -H "idempotency-key: $(uuidgen)"` +
      String.raw` -H "x-odd: a\"b\$c" --data-binary $'{"title":"caf\xc3\xa9 \'t\\n"}'` +
      String.raw` "http://localhost:3000/api/checkins?a=\$b"`,
  );
  t.end();
});
