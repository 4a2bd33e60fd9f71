import type { FastifyServerOptions } from 'fastify';
import { problemBody, PROBLEM_TYPE, sendProblem } from './error-handling.ts';
import { malformedRequest, urlNotFound } from './problems.ts';

/** Statuses for what Node's parser of HTTP says; anything else is 400. */
const statuses: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/**
 * Answers what never becomes a request, or has an address that cannot be read, as a problem too.
 */
export const brokenRequests = {
  frameworkErrors: (_error, _request, reply) => {
    void sendProblem(reply, urlNotFound());
  },
  clientErrorHandler: (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return;
    const line = statuses[error.code] ?? '400 Bad Request';
    const text = JSON.stringify(problemBody(malformedRequest(), Number(line.slice(0, 3))));
    socket.end(
      `HTTP/1.1 ${line}\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
        `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
    );
  },
} satisfies Pick<FastifyServerOptions, 'clientErrorHandler' | 'frameworkErrors'>;
