import { connect } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { Type } from 'typebox';
import t from 'tap';
import { defineProblem } from '../../../core/contract/problem.ts';
import { eventNotFound } from '../../../core/events/problems.ts';
import type { Api } from '../../../core/http/api.ts';
import { answeredAs, responses } from '../../../core/http/responses.ts';
import { passNotFound } from '../../../core/passes/problems.ts';
import { createTestDatabase } from '../../database/create-test-database.ts';
import { call, client, makeIssuer, openApp, townsWith } from './open-app.ts';

const soldOut = defineProblem({
  name: 'sold-out',
  status: 409,
  title: 'Sold out',
  explanation: 'There are no places left.',
  endUserMessage: { nl: 'Er zijn geen plaatsen meer.' },
});

/** A route that throws what the test gives it. */
function throwing(errors: Readonly<Record<string, unknown>>) {
  return async (api: Api): Promise<void> => {
    const schema = {
      params: Type.Object({ what: Type.String({ maxLength: 40 }) }),
      response: responses({ 200: Type.Null() }, passNotFound, answeredAs(400, eventNotFound)),
    };
    api.get('/throw/:what', { config: { anyClient: true }, schema }, async ({ params }) => {
      throw errors[params.what];
    });
  };
}

async function setUp(t: Parameters<typeof openApp>[0], errors: Readonly<Record<string, unknown>>) {
  const lines: string[] = [];
  const issuer = await makeIssuer();
  const app = await openApp(t, {
    issuer,
    installation: townsWith({ desk: client() }),
    routes: [throwing(errors)],
    log: { level: 'info', stream: { write: (line) => void lines.push(line) } },
  });
  const token = await issuer.tokenFor('desk');
  return { app, lines, ask: (what: string) => call(app, token, `/api/throw/${what}`) };
}

/** An error of PostgreSQL, as `pg` makes it. */
function databaseError(code: string, message = 'some words of the database', detail = ''): Error {
  const error = new pg.DatabaseError(message, 0, 'error');
  return Object.assign(error, { code, detail });
}

t.test('a problem is answered with its type, title, status and words for the desk', async (t) => {
  const { ask } = await setUp(t, {
    soldOut: soldOut({ detail: 'event 12 is full', remaining: 0 }),
    own: soldOut({ endUserMessage: { nl: 'Volzet.' }, jsonPointer: '/1/eventId' }),
  });

  const answer = await ask('soldOut');

  t.equal(answer.statusCode, 409);
  t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
  t.same(answer.json(), {
    type: '/problems/sold-out',
    title: 'Sold out',
    status: 409,
    detail: 'event 12 is full',
    endUserMessage: { nl: 'Er zijn geen plaatsen meer.' },
    remaining: 0,
  });
  t.match((await ask('own')).json(), {
    endUserMessage: { nl: 'Volzet.' },
    jsonPointer: '/1/eventId',
  });
});

t.test(
  'a route answers a problem with the status that UiTPAS publishes for it there',
  async (t) => {
    const { ask } = await setUp(t, { pass: passNotFound(), event: eventNotFound() });

    t.match((await ask('pass')).json(), {
      type: 'https://api.publiq.be/probs/uitpas/pass-not-found',
      status: 404,
    });
    const event = await ask('event');
    t.equal(event.statusCode, 400);
    t.match(event.json(), {
      type: 'https://api.publiq.be/probs/uitpas/event-not-found',
      status: 400,
    });
  },
);

t.test('a refusal by an SQL function is the problem of that name', async (t) => {
  const detail = '{"secret": "of the function"}';
  const { ask } = await setUp(t, {
    reused: databaseError('PK000', 'idempotency-key-reused', detail),
    wrapped: new Error('the ORM says', {
      cause: databaseError('PK000', 'idempotency-key-reused', detail),
    }),
    unknown: databaseError('PK000', 'nobody-knows-this', detail),
  });

  for (const what of ['reused', 'wrapped']) {
    const answer = await ask(what);
    t.equal(answer.statusCode, 422);
    t.equal(answer.json().type, '/problems/idempotency-key-reused');
    t.notMatch(answer.body, /secret/);
  }
  t.equal((await ask('unknown')).statusCode, 500);
});

t.test('a refusal that a real database makes is understood', async (t) => {
  const { appUrl } = await createTestDatabase(t);
  const pool = new pg.Pool({ connectionString: appUrl });
  t.teardown(() => pool.end());
  const refused = await pool
    .query(`select core.refuse('command-in-progress', '{"by": "somebody"}')`)
    .catch((error: unknown) => error);
  const { ask } = await setUp(t, { refused });

  t.equal((await ask('refused')).json().type, '/problems/command-in-progress');
});

t.test(
  'a lock that took too long is 409, a database that is gone 503, both to retry',
  async (t) => {
    const { ask } = await setUp(t, {
      lock: databaseError('55P03'),
      statement: databaseError('57014'),
      deadlock: databaseError('40P01'),
      stopping: databaseError('57P01'),
      full: databaseError('53300'),
      refused: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      pool: new Error('timeout exceeded when trying to connect'),
      lost: new Error('Connection terminated unexpectedly'),
      wrapped: new Error('the ORM says', { cause: new Error('Connection terminated') }),
    });

    const lock = await ask('lock');
    t.equal(lock.statusCode, 409);
    t.equal(lock.json().type, '/problems/command-in-progress');
    for (const what of ['statement', 'deadlock', 'stopping', 'full', 'refused', 'pool', 'lost']) {
      const answer = await ask(what);
      t.equal(answer.statusCode, 503, what);
      t.equal(answer.headers['retry-after'], '5', what);
      t.equal(answer.json().type, '/problems/service-unavailable', what);
    }
    t.equal((await ask('wrapped')).statusCode, 503);
  },
);

t.test('a mistake of ours is 500 without a word of it, logged under its id', async (t) => {
  const duplicate = databaseError('23505', 'Key (name)=(Noor Peeters) already exists');
  const { ask, lines } = await setUp(t, {
    duplicate,
    bug: new TypeError('cannot read properties of undefined'),
    text: 'thrown as text',
  });

  for (const what of ['duplicate', 'bug', 'text']) {
    const answer = await ask(what);
    t.equal(answer.statusCode, 500);
    const { requestId, ...body } = answer.json();
    t.same(body, {
      type: '/problems/internal-error',
      title: 'Internal error',
      status: 500,
      endUserMessage: { nl: 'Er ging iets mis bij ons. Probeer het later opnieuw.' },
    });
    const logged = lines.map((line) => JSON.parse(line)).find((line) => line.err !== undefined);
    t.equal(logged.requestId, requestId);
    lines.length = 0;
  }
  await ask('duplicate');
  t.notMatch(lines.join(''), /Peeters/);
  t.match(lines.join(''), /"code":"23505"/);
});

t.test('an unknown address is told nothing but that', async (t) => {
  const { app } = await setUp(t, {});

  const unknown = await app.inject('/api/secret/85-name');
  const method = await app.inject({ method: 'DELETE', url: '/livez' });
  const broken = await app.inject('/api/%E0%A4%A');

  for (const answer of [unknown, method, broken]) {
    t.equal(answer.statusCode, 404);
    t.equal(
      answer.body,
      '{"type":"https://api.publiq.be/probs/url/not-found","title":"Not found","status":404}',
    );
    t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
  }
});

t.test('what is not HTTP gets a problem too', async (t) => {
  const { app } = await setUp(t, {});
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const send = async (text: string): Promise<string> => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(text);
    let answer = '';
    socket.on('data', (part) => (answer += String(part)));
    await once(socket, 'close');
    return answer;
  };

  const nonsense = await send('HELLO\r\n\r\n');
  const long = await send(`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);

  t.match(nonsense, /^HTTP\/1\.1 400 Bad Request\r\n/);
  t.match(nonsense, /application\/problem\+json/);
  t.match(nonsense, /"type":"\/problems\/malformed-request"/);
  t.match(long, /^HTTP\/1\.1 431 /);
});
