import assert from 'node:assert/strict';
import pg from 'pg';
import { Type } from 'typebox';
import t from 'tap';
import type { Api } from '../../../core/http/api.ts';
import { describeError } from '../../../core/http/describe-error.ts';
import { responses } from '../../../core/http/responses.ts';
import { call, client, makeIssuer, openApp, townsWith } from './open-app.ts';

/** A route that logs what it should not. */
async function talkativeRoutes(api: Api): Promise<void> {
  api.post(
    '/passes/:number/look',
    {
      config: { anyClient: true },
      schema: {
        params: Type.Object({ number: Type.String({ maxLength: 13 }) }),
        body: Type.Object({ name: Type.String({ maxLength: 40 }) }),
        response: responses({ 200: Type.Null() }),
      },
    },
    async ({ log, body, headers, params, raw }) => {
      log.info({ body, headers, params, url: raw.url, req: raw, name: body.name }, 'looked');
      log.warn(new SyntaxError(`unexpected ${body.name}`));
      return null;
    },
  );
}

t.test('a line says method, route, status, time, request and client: nothing else', async (t) => {
  const lines: Record<string, unknown>[] = [];
  const issuer = await makeIssuer();
  const app = await openApp(t, {
    issuer,
    installation: townsWith({ 'lier-library-desk': client() }),
    routes: [talkativeRoutes],
    log: { level: 'trace', stream: { write: (line) => void lines.push(JSON.parse(line)) } },
  });
  const token = await issuer.tokenFor('lier-library-desk');

  await call(app, token, {
    method: 'POST',
    url: '/api/passes/0560002524314/look?token=xyzzy',
    payload: { name: 'Noor Peeters' },
  });
  await call(app, null, '/api/nowhere/0560002524314');

  const text = JSON.stringify(lines);
  for (const secret of ['0560002524314', 'Peeters', 'xyzzy', token, 'nowhere']) {
    t.notOk(text.includes(secret), secret);
  }
  const [answered, unknown] = lines.filter(({ msg }) => msg === 'answered');
  t.same(Object.keys(answered ?? {}).toSorted(), [
    'clientId',
    'durationMs',
    'level',
    'method',
    'msg',
    'requestId',
    'route',
    'status',
    'time',
  ]);
  t.match(answered, {
    method: 'POST',
    route: '/api/passes/:number/look',
    clientId: 'lier-library-desk',
    requestId: /^[0-9a-f-]{36}$/,
  });
  t.match(unknown, { route: 'unknown', status: 404 });
  t.not(answered?.['requestId'], unknown?.['requestId']);
});

t.test('what is done about a holder is one line alike: no line tells of a status', async (t) => {
  const lines: string[] = [];
  const schema = {
    params: Type.Object({ id: Type.String({ maxLength: 36 }) }),
    response: responses({ 200: Type.Object({}) }),
  };
  const app = await openApp(t, {
    routes: [
      async (api: Api): Promise<void> => {
        api.put(
          '/passholders/:id/social-tariff',
          { config: { public: true }, schema },
          async () => ({}),
        );
        api.get('/passholders/:id/roles', { config: { public: true }, schema }, async () => ({}));
      },
    ],
    log: { level: 'trace', stream: { write: (line) => void lines.push(line) } },
  });

  await app.inject({ method: 'PUT', url: '/api/passholders/a/social-tariff' });
  await app.inject('/api/passholders/a/roles');

  const routes = lines
    .map((line): { route?: string } => JSON.parse(line))
    .flatMap(({ route }) => route ?? []);
  t.same(routes, ['/api/passholders/*', '/api/passholders/*']);
  t.notMatch(lines.join(), /social|roles/);
});

t.test('an error is described by its kind and place, its words only when they are of code', (t) => {
  const database = Object.assign(new pg.DatabaseError('(name)=(Noor)', 0, 'error'), {
    code: '23505',
    constraint: 'person_name',
    detail: 'Key (name)=(Noor) already exists',
  });
  const wrapped = new Error('could not write 0560002524314', { cause: database });

  const described = describeError(wrapped);

  t.match(described, {
    type: 'Error',
    message: 'could not write ***',
    stack: /^at .*request-log\.test\.ts/,
    cause: { type: 'DatabaseError', code: '23505', constraint: 'person_name' },
  });
  t.notMatch(JSON.stringify(described), /Noor/);
  t.end();
});

t.test('an assertion speaks its own words, never the values that were compared', (t) => {
  const spoken = describeError(new assert.AssertionError({ message: 'a party never owes itself' }));
  const compared = describeError(
    new assert.AssertionError({ actual: 'Noor', expected: 'Jan', operator: 'strictEqual' }),
  );

  t.equal(spoken.message, 'a party never owes itself');
  t.notMatch(JSON.stringify(compared), /Noor|Jan/);
  t.equal(describeError('text').type, 'string');
  t.end();
});

t.test('causes that go round in circles are described a few times and no more', (t) => {
  const error = new Error('round');
  error.cause = error;

  t.doesNotThrow(() => JSON.stringify(describeError(error)));
  t.end();
});
