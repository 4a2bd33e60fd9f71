import {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { LogFn, Logger, LoggerOptions } from 'pino';
import { describeError } from './describe-error.ts';

/** All that a line of the log may hold. What is not on this list is left out, whoever adds it. */
const ALLOWED = new Set([
  'clientId',
  'durationMs',
  'err',
  'job',
  'method',
  'plugin',
  'requestId',
  'route',
  'status',
]);

/**
 * How the app logs: an allow-list. No addresses, bodies, headers or messages of the database, in
 * which persons and numbers stand; a route by its pattern, an error by its kind and place.
 */
export function logOptions(level: string): LoggerOptions {
  return {
    level,
    base: null,
    serializers: { err: describeError },
    hooks: { logMethod: withOwnWords },
    formatters: {
      log: (line) => Object.fromEntries(Object.entries(line).filter(([key]) => ALLOWED.has(key))),
    },
  };
}

/** Without a message of its own, a line would be given that of its error. */
function withOwnWords(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, message = 'failed'] = args as [unknown, string?];
  if (typeof first !== 'object') method.apply(this, args);
  else method.call(this, first instanceof Error ? { err: first } : first, message);
}

/** One line per request, when it is answered. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const line = {
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      clientId: clientOf(request),
    };
    if (error) reply.log.error({ ...line, err: error }, 'answered with an error');
    else reply.log.info(line, 'answered');
  }

  /** Its own words would hold the address. */
  override routeNotFound(): void {}

  override defaultErrorLog(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
    reply.log.error({ err: error }, 'the answer to an error failed');
  }

  override writeHeadError(error: Error, _request: FastifyRequest, reply: FastifyReply): void {
    reply.log.warn({ err: error }, 'the headers of an answer failed');
  }

  override serviceUnavailable(logger: FastifyBaseLogger): void {
    logger.info({ status: 503 }, 'refused while closing');
  }
}

/** Routes about one holder, of plugins too, and the list of the passes at the social tariff. */
const ABOUT_HOLDERS = /^\/api\/(?:(?:[a-z-]+\/)?passholders|cards\/social-tariff)\/:/;

/**
 * The pattern of a route, such as `/api/passes/:number/rights`; `unknown` for any other address.
 * What is done about one holder is `/api/passholders/*` alike: nobody reads from a log or a counter
 * when a social tariff was granted.
 */
export function routeOf(request: FastifyRequest): string {
  const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
  return ABOUT_HOLDERS.test(route) ? '/api/passholders/*' : route;
}

/** A request that was not authorized has no caller yet. */
function clientOf(request: FastifyRequest): string | undefined {
  return (request as { caller?: { clientId: string } }).caller?.clientId;
}
