import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Type } from 'typebox';
import t, { type Test } from 'tap';
import type { Api } from '../../../core/http/api.ts';
import { responses } from '../../../core/http/responses.ts';
import { openApp } from './open-app.ts';

async function routes(api: Api): Promise<void> {
  const schema = {
    body: Type.Object({ word: Type.String({ maxLength: 10 }) }),
    response: responses({ 200: Type.Object({ word: Type.String() }) }),
  };
  api.post('/echo', { config: { public: true }, schema }, async ({ body }) => body);
}

async function setUp(t: Test, limits = {}) {
  const app = await openApp(t, { routes: [routes], limits });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  /** Sends these bytes, and reads until the server ends the connection. */
  const send = async (...texts: string[]): Promise<string> => {
    const socket = connect(Number(port), '127.0.0.1');
    for (const text of texts) socket.write(text);
    let answer = '';
    socket.on('data', (part) => (answer += String(part)));
    await once(socket, 'close');
    return answer;
  };
  return { app, send };
}

/** Of every answer, whoever makes it. */
const SECURITY = [
  /\r\ncache-control: no-store\r\n/i,
  /\r\ncontent-security-policy: default-src 'none'/i,
  /\r\nx-content-type-options: nosniff\r\n/i,
  /\r\nstrict-transport-security: max-age=31536000\r\n/i,
  /\r\nx-frame-options: DENY\r\n/i,
];

const broken: readonly (readonly [what: string, text: string, status: number])[] = [
  ['what is no HTTP', 'HELLO\r\n\r\n', 400],
  ['a header without an end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    400,
  ],
  [
    'a length and chunks, by which a request could be smuggled in',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['a line that is folded', 'GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\nY\r\n\r\n', 400],
  ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n', 400],
  ['no host', 'GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['an expectation', 'GET /livez HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n', 417],
  [
    'an address that cannot be read',
    'GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    404,
  ],
];

for (const [what, text, status] of broken) {
  t.test(`${what} is refused with a problem and the headers of every answer`, async (t) => {
    const { send } = await setUp(t);

    const answer = await send(text);

    t.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
    t.match(answer, /\r\ncontent-type: application\/problem\+json/i);
    t.match(answer, new RegExp(`"status":${status}[,}]`));
    for (const header of SECURITY) t.match(answer, header);
  });
}

t.test('who takes too long is cut off, in the headers and in the body', async (t) => {
  const ofHeaders = await setUp(t, { headersTimeoutMs: 100, requestTimeoutMs: 3_600_000 });
  const ofAll = await setUp(t, { headersTimeoutMs: 100, requestTimeoutMs: 200 });
  const post = 'POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';

  const [slowHeaders, slowBody] = await Promise.all([
    ofHeaders.send(post),
    ofAll.send(`${post}Content-Length: 100\r\n\r\n{"word":`),
  ]);

  for (const answer of [slowHeaders, slowBody]) {
    t.match(answer, /^HTTP\/1\.1 408 Request Timeout\r\n/);
    t.match(answer, /"type":"\/problems\/malformed-request"/);
    for (const header of SECURITY) t.match(answer, header);
  }
});

t.test('a body that is compressed is refused before it is read', async (t) => {
  const { app } = await setUp(t);
  const post = (encoding: string | undefined, payload: string | Buffer) =>
    app.inject({
      method: 'POST',
      url: '/api/echo',
      payload,
      headers: {
        'content-type': 'application/json',
        ...(encoding !== undefined && { 'content-encoding': encoding }),
      },
    });
  const body = '{"word":"dag"}';

  for (const encoding of [
    'gzip',
    'GZIP',
    'br',
    'deflate',
    'zstd',
    'gzip, identity',
    'aws-chunked',
  ]) {
    for (const payload of [gzipSync(body), body]) {
      const refused = await post(encoding, payload);
      t.equal(refused.statusCode, 415, encoding);
      t.equal(refused.json().type, '/problems/unsupported-media-type');
      t.equal(refused.headers['accept-encoding'], 'identity');
    }
  }
  for (const encoding of [undefined, 'identity', ' Identity ']) {
    t.equal((await post(encoding, body)).statusCode, 200);
  }
  const read = await app.inject({ url: '/livez', headers: { 'content-encoding': 'gzip' } });
  t.equal(read.statusCode, 200, 'without a body there is nothing to read');
});

t.test('a body of more than 1 MB is refused, also when it does not say so itself', async (t) => {
  const { send } = await setUp(t);
  const head = 'POST /api/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;

  const told = await send(`${head}Content-Length: 1048577\r\n\r\n`);
  const untold = await send(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(17)}`);

  for (const answer of [told, untold]) {
    t.match(answer, /^HTTP\/1\.1 413 /);
    t.match(answer, /"type":"\/problems\/body-too-large"/);
    for (const header of SECURITY) t.match(answer, header);
  }
});
