import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { maskNationalNumbersIn } from '../contract/national-number.ts';
import { Problem } from '../contract/problem.ts';
import { refusalOf } from '../database/refusal.ts';
import { explainInvalid } from './explain-invalid.ts';
import { causesOf, explainMediaType, problemOfFailure } from './failures.ts';
import { type ProblemCatalogue, typeOf } from './problem-catalogue.ts';
import {
  internalError,
  serviceUnavailable,
  unsupportedMediaType,
  urlNotFound,
} from './problems.ts';
import { rateLimitHeaders } from './rate-limits.ts';
import { declaredProblems } from './responses.ts';

/** RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json';

/** Seconds that a client is asked to wait before it tries again. */
const RETRY_AFTER_S = 5;

/**
 * Answers whatever is thrown, everywhere, as a problem: one that a use case threw, a refusal of an
 * SQL function, a request that is not valid, a database that is gone. Anything else is ours: logged
 * under the request's id, and answered without a word of what happened.
 */
export function answerErrors(app: FastifyInstance, catalogue: ProblemCatalogue): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, { request, catalogue });
    const { askedBy } = request as Partial<Pick<FastifyRequest, 'askedBy'>>;
    if (askedBy !== undefined && problem.isMiss) app.rateLimiter.noteMiss(askedBy);
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, urlNotFound()));
}

/** Sends a problem, with the headers that its status asks for. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { request } = reply;
  const { response } = request.is404 ? {} : (request.routeOptions.schema ?? {});
  const { definition } = problem;
  const status = declaredProblems(response).get(definition) ?? definition.status;
  if (status === 401) void reply.header('www-authenticate', challenge(request));
  if (status === 429) void reply.headers(rateLimitHeaders(problem));
  if (status === 503) void reply.header('retry-after', RETRY_AFTER_S);
  const body = problemBody(problem, status);
  return reply.code(status).type(PROBLEM_TYPE).send(JSON.stringify(body));
}

/** The body of a problem, RFC 9457 with UiTPAS's `endUserMessage` and `jsonPointer`. */
export function problemBody(
  { definition, details }: Problem,
  status: number,
): Readonly<Record<string, unknown>> {
  const { detail, endUserMessage = definition.endUserMessage, ...others } = details;
  return {
    type: typeOf(definition),
    title: definition.title,
    status,
    ...(detail !== undefined && { detail }),
    ...(endUserMessage !== undefined && { endUserMessage }),
    ...others,
  };
}

interface Circumstances {
  readonly request: FastifyRequest;
  readonly catalogue: ProblemCatalogue;
}

function problemOf(error: unknown, { request, catalogue }: Circumstances): Problem {
  if (error instanceof Problem) {
    if (error.definition.status >= 500) request.log.error({ err: error }, 'could not answer');
    return error;
  }
  const invalid = invalidRequestOf(error, request);
  if (invalid) return invalid;

  const refusal = causesOf(error).map(refusalOf).find(Boolean);
  const refused = refusal && catalogue.named(refusal.name);
  if (refused) return refused.kind();

  const kind = problemOfFailure(error);
  if (kind === unsupportedMediaType) {
    const detail = explainMediaType(request.headers['content-type']);
    return kind({ detail: maskNationalNumbersIn(detail) });
  }
  if (kind && kind !== serviceUnavailable) return kind();
  request.log.error({ err: error }, 'could not answer');
  return (kind ?? internalError)({ requestId: request.id });
}

function invalidRequestOf(error: unknown, request: FastifyRequest): Problem | undefined {
  const { validation, validationContext: part } = error as Partial<FastifyError>;
  const first = validation?.[0];
  if (!first || part === undefined) return undefined;
  return explainInvalid({
    part,
    error: first,
    errors: validation,
    hasBody: request.body !== undefined,
  });
}

/** RFC 6750, section 3: a request without a token is not told what is wrong with one. */
function challenge({ headers, routeOptions }: FastifyRequest): string {
  const { customToken, permission } = routeOptions.config ?? {};
  if (customToken && permission === undefined) return 'CustomToken realm="pasklaar"';
  const realm = 'Bearer realm="pasklaar"';
  return headers.authorization === undefined ? realm : `${realm}, error="invalid_token"`;
}
