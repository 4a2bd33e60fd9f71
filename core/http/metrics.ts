import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { urlNotFound } from './problems.ts';
import { routeOf } from './request-log.ts';

/**
 * `/metrics` for Prometheus: the process, and how long requests take by route pattern, method and
 * status. Nothing of a client, a card or a person; and what is done about one holder is one line,
 * so that nobody reads from it when a social tariff was granted.
 *
 * Like an address that does not exist to who may not ask: without a token everybody who does not
 * come from this machine itself, with one everybody who does not show it.
 *
 * @param token what `Authorization: Bearer` must show; undefined for this machine only
 */
export function addMetrics(app: FastifyInstance, token: string | undefined): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    const labels = {
      method: request.method,
      route: routeOf(request),
      status: String(reply.statusCode),
    };
    durations.observe(labels, reply.elapsedTime / 1000);
    done();
  });
  app.addHook('onClose', async () => registry.clear());
  app.get('/metrics', { config: { always: true } }, async (request, reply) => {
    const mayAsk = token === undefined ? isFromHere(request) : showsToken(request, token);
    if (!mayAsk) throw urlNotFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/** What a proxy on this machine passes on comes from elsewhere: it says so in one of these. */
const PASSED_ON = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

function isFromHere({ headers, socket }: FastifyRequest): boolean {
  const isLoopback = /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
  return isLoopback && PASSED_ON.every((name) => headers[name] === undefined);
}

/** Compared by their hashes, in a time that tells nothing. */
function showsToken({ headers }: FastifyRequest, token: string): boolean {
  const [shown, expected] = [headers.authorization ?? '', `Bearer ${token}`].map((text) =>
    hash('sha256', text, 'buffer'),
  );
  return shown !== undefined && expected !== undefined && timingSafeEqual(shown, expected);
}
