import type { FastifyError } from 'fastify';
import type { ProblemKind } from '../contract/problem.ts';
import {
  bodyTooLarge,
  commandInProgress,
  invalidSyntax,
  serviceUnavailable,
  unsupportedMediaType,
  urlNotFound,
} from './problems.ts';

/** What is wrong with a request, by the code that Fastify gives it. */
const requestFailures: Readonly<Record<string, ProblemKind>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: bodyTooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: unsupportedMediaType,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: invalidSyntax,
  FST_ERR_BAD_URL: urlNotFound,
  FST_ERR_MAX_PARAM_LENGTH: urlNotFound,
};

/** https://www.postgresql.org/docs/18/errcodes-appendix.html */
const databaseFailures: Readonly<Record<string, ProblemKind>> = {
  /** lock_timeout */
  '55P03': commandInProgress,
  /** statement_timeout */
  '57014': serviceUnavailable,
  /** A deadlock or a conflict of transactions: the same request may pass the next time. */
  '40001': serviceUnavailable,
  '40P01': serviceUnavailable,
};

/** Connection exceptions, insufficient resources, and a server that stops or starts. */
const OUT_OF_REACH = /^(08|53|57P)/;

/** What is no media type may be anything, and is repeated to nobody. */
const MEDIA_TYPE = /^\s*([\w.+-]{1,40}\/[\w.+-]{1,40})\s*(?:;|$)/;

/**
 * What is wrong with the type of a body that nobody reads here, and what would be right.
 *
 * @param given the header `Content-Type`
 */
export function explainMediaType(given: string | undefined): string {
  const [, type] = MEDIA_TYPE.exec(given ?? '') ?? [];
  const sent = type === undefined ? 'without a Content-Type that says so' : `as ${type}`;
  return `the body was sent ${sent}: send JSON, with the header Content-Type: application/json`;
}

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT']);

/** The pool and the client of PostgreSQL have no codes for these; pg 8. */
const POOL = /^(timeout exceeded when trying to connect|Connection terminated|Cannot use a pool)/;

/** How many causes deep an error is looked into. */
const MAX_CAUSES = 5;

/**
 * The problem that an error of the web server, the database or the network stands for; undefined
 * for anything else, which is a mistake of ours.
 */
export function problemOfFailure(error: unknown): ProblemKind | undefined {
  return causesOf(error).map(kindOf).find(Boolean);
}

/** An error and what caused it. */
export function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  let next = error;
  while (next instanceof Error && causes.length < MAX_CAUSES) {
    causes.push(next);
    next = next.cause;
  }
  return causes;
}

function kindOf(error: Error): ProblemKind | undefined {
  const { code } = error as Partial<FastifyError>;
  if (code === undefined) return POOL.test(error.message) ? serviceUnavailable : undefined;
  const isOutOfReach = OUT_OF_REACH.test(code) || NETWORK.has(code);
  if (isOutOfReach) return serviceUnavailable;
  return requestFailures[code] ?? databaseFailures[code];
}
