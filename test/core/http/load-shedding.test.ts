import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { Type } from 'typebox';
import t, { type Test } from 'tap';
import type { Api } from '../../../core/http/api.ts';
import { reasonToShed } from '../../../core/http/load-shedding.ts';
import { responses } from '../../../core/http/responses.ts';
import { openApp } from './open-app.ts';

/** A route that answers when the test says so. */
function routes(gate: Promise<void>) {
  const config = { public: true } as const;
  const schema = { response: responses({ 200: Type.Object({ done: Type.Boolean() }) }) };
  return async (api: Api): Promise<void> => {
    api.get('/slow', { config, schema }, async () => {
      await gate;
      return { done: true };
    });
  };
}

async function setUp(t: Test, maxInFlight: number, maxLagMs = 0) {
  const gate = Promise.withResolvers<void>();
  const load = { maxInFlight, maxLagMs };
  const app = await openApp(t, { routes: [routes(gate.promise)], limits: { load } });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const address = `http://127.0.0.1:${port}`;
  t.teardown(() => gate.resolve());
  return { app, address, port: Number(port), open: () => gate.resolve() };
}

t.test('it sheds what is more than its bounds, and nothing that is not', (t) => {
  const measured = fc.record({ inFlight: fc.nat(50), lagMs: fc.nat(50) });
  const bounds = fc.record({ maxInFlight: fc.nat(50), maxLagMs: fc.nat(50) });
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(measured, bounds, (load, { maxInFlight, maxLagMs }) => {
        const isFull = maxInFlight > 0 && load.inFlight >= maxInFlight;
        const isLate = maxLagMs > 0 && load.lagMs > maxLagMs;
        return (reasonToShed(load, { maxInFlight, maxLagMs }) !== null) === (isFull || isLate);
      }),
    ),
  );
  t.end();
});

t.test('the first are answered, the rest are told so at once, and none is lost', async (t) => {
  const { address, open } = await setUp(t, 8);
  const asked = Array.from({ length: 64 }, async () => {
    const answer = await fetch(`${address}/api/slow`);
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  });

  // Nobody opens the gate before the rest were answered: they did not wait for it.
  const shed = [];
  for (const one of asked) {
    const answer = await Promise.race([one, Promise.any(asked.filter((other) => other !== one))]);
    if (answer.status === 503) shed.push(answer);
  }
  t.ok(shed.length > 0);
  t.equal((await fetch(`${address}/livez`)).status, 200, 'health is told all the while');
  open();
  const answers = await Promise.all(asked);

  const served = answers.filter(({ status }) => status === 200);
  const refused = answers.filter(({ status }) => status === 503);
  t.equal(served.length, 8);
  t.equal(refused.length, 56);
  for (const { headers, body } of refused) {
    t.match(body, { type: '/problems/service-unavailable', detail: 'too many requests wait' });
    t.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
    t.equal(headers.get('retry-after'), '5');
    t.equal(headers.get('x-content-type-options'), 'nosniff');
  }
  t.equal((await fetch(`${address}/api/slow`)).status, 200, 'and then there is room again');
});

t.test('who goes away before the answer leaves room for the next', async (t) => {
  const { port, address, open } = await setUp(t, 1);
  const gone = connect(port, '127.0.0.1');
  gone.write('GET /api/slow HTTP/1.1\r\nHost: a\r\n\r\n');
  let status = 0;
  while (status !== 503) ({ status } = await fetch(`${address}/problems`));

  gone.destroy();
  while (status !== 200) ({ status } = await fetch(`${address}/problems`));

  open();
  t.equal((await fetch(`${address}/api/slow`)).status, 200);
});

t.test('a process that runs late takes nothing more on until it is in time again', async (t) => {
  const { address } = await setUp(t, 0, 30);
  let answer = await fetch(`${address}/problems`);
  t.equal(answer.status, 200);

  // The server is in this process, which has something else to do all the time.
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  const busy = setInterval(() => Atomics.wait(nothing, 0, 0, 100), 1);
  while (answer.status === 200) answer = await fetch(`${address}/problems`);
  clearInterval(busy);
  t.equal(answer.status, 503);
  t.match(await answer.json(), { detail: 'this process is too busy' });

  while (answer.status === 503) answer = await fetch(`${address}/problems`);
  t.equal(answer.status, 200);
});

/** All that comes over a connection until it ends. */
async function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (part) => (text += String(part)));
  await once(socket, 'close');
  return text;
}

t.test('when it closes, what runs is answered and what comes new is sent away', async (t) => {
  const { app, port, open } = await setUp(t, 0);
  const socket = connect(port, '127.0.0.1');
  const text = readAll(socket);
  const arrived = once(app.server, 'request');
  socket.write('GET /api/slow HTTP/1.1\r\nHost: a\r\n\r\n');
  await arrived;

  const closed = app.close();
  while (app.server.listening) await nextTurn();
  const second = once(app.server, 'request');
  socket.write('GET /problems HTTP/1.1\r\nHost: a\r\n\r\n');
  await second;
  open();
  const [, running = '', late = ''] = (await text).split('HTTP/1.1 ');
  await closed;

  t.match(running, /^200 OK\r\n/);
  t.match(running, /\{"done":true\}$/);
  t.match(late, /^503 Service Unavailable\r\n/);
  t.match(late, /\r\nconnection: close\r\n/i);
  t.match(late, /\r\nretry-after: 5\r\n/i);
  t.match(late, /\r\nx-content-type-options: nosniff\r\n/i);
  t.match(late, /"detail":"this process is stopping"/);
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
