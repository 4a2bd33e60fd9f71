import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { problemBody, PROBLEM_TYPE, sendProblem } from './error-handling.ts';
import { malformedRequest, urlNotFound } from './problems.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Statuses for what Node's parser of HTTP says; anything else is 400. */
const statuses: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/**
 * Answers what never becomes a request, or has an address that cannot be read, as a problem too,
 * with the headers of every answer.
 */
export const brokenRequests = {
  frameworkErrors: (_error, _request, reply) => {
    void sendProblem(reply.headers(SECURITY_HEADERS), urlNotFound());
  },
  clientErrorHandler: (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return;
    const line = statuses[error.code] ?? '400 Bad Request';
    const { headers, text } = refusalOf(Number(line.slice(0, 3)));
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${line}\r\n${lines.join('')}\r\n${text}`);
  },
} satisfies Pick<FastifyServerOptions, 'clientErrorHandler' | 'frameworkErrors'>;

/**
 * The same for what Node would refuse by itself, without a word: a request without `Host` (RFC
 * 9112, section 3.2) and one that expects what nobody does (RFC 9110, section 10.1.1). The server
 * is made with `requireHostHeader: false`.
 */
export function refuseBrokenRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { headers, httpVersion } = request.raw;
    if (headers.host === undefined && httpVersion === '1.1') {
      throw malformedRequest({ detail: 'a request names its host' });
    }
    done();
  });
  app.server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const { headers, text } = refusalOf(417);
    response.writeHead(417, headers).end(text);
  });
}

function refusalOf(status: number): { headers: Record<string, string>; text: string } {
  const text = JSON.stringify(problemBody(malformedRequest(), status));
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': PROBLEM_TYPE,
    'content-length': String(Buffer.byteLength(text)),
    connection: 'close',
  };
  return { headers, text };
}
