import assert from 'node:assert/strict';
import type {
  FastifyInstance,
  FastifyRequest,
  FastifySchema,
  preValidationHookHandler,
  RouteOptions,
} from 'fastify';
import { OWN_PERMISSIONS, UITPAS_PERMISSIONS } from '../access/permission.ts';
import { findNationalNumbersBy, type FindUnfit } from './free-text.ts';
import { readCommandKey } from './idempotency.ts';
import { invalidData, nationalNumberInUrl, urlNotFound } from './problems.ts';
import { hasNationalNumber } from './national-number-in-url.ts';
import { closeObjects, type JsonSchema, unboundedParts } from './request-schemas.ts';
import { unfitPart } from './unfit-text.ts';

/**
 * What holds for every route that is added after it, without its doing: no national number in an
 * address or in words, no text that cannot be stored, no property that the route does not know, and
 * a key for every command. Boot refuses a route under /api that says too little about itself.
 */
export function addRouteRules(app: FastifyInstance): void {
  app.decorateRequest('command');
  app.addHook('onRequest', (request, _reply, done) => {
    if (hasNationalNumber(request.raw.url ?? '')) throw nationalNumberInUrl();
    // Before a body is read: an unknown address and a plugin that is off answer alike.
    if (request.is404) throw urlNotFound();
    done();
  });
  const added: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    added.push(route);
    const { config = {}, schema } = route;
    const isOurs = config.uitpas === undefined && isLocked(config);
    if (schema && config.uitpas === undefined) route.schema = closedParts(schema, isOurs);
    route.preValidation = [refuseUnfit, ...[route.preValidation ?? []].flat()];
    const find = schema?.body ? findNationalNumbersBy(schema.body as JsonSchema) : null;
    if (find) route.preValidation.push(refuseNationalNumbers(find));
    if (isOurs && schema?.body === undefined) route.preValidation.push(refuseBody);
    const { idempotency } = config;
    if (idempotency === undefined) return;
    route.preValidation.push((request, _reply, done) => {
      request.command = readCommandKey(request, idempotency);
      done();
    });
  });
  app.addHook('onReady', async () => {
    for (const route of added) assertComplete(route);
  });
}

/** Before validation: a body of a form and one that the schema leaves open are looked at too. */
function refuseUnfit(request: FastifyRequest, _reply: unknown, done: () => void): void {
  for (const [part, value] of [
    ['path parameter', request.params],
    ['query parameter', request.query],
    ['body', request.body],
  ] as const) {
    const unfit = unfitPart(value);
    if (!unfit) continue;
    const { pointer, reason } = unfit;
    if (part !== 'body') throw invalidData({ detail: `${part} ${pointer.slice(1)} ${reason}` });
    const where = pointer === '' ? 'the body' : pointer;
    throw invalidData({ detail: `${where} ${reason}`, jsonPointer: pointer });
  }
  done();
}

/** After {@link refuseUnfit}, which bounds the depth of the body. */
function refuseNationalNumbers(find: FindUnfit): preValidationHookHandler {
  return ({ body }, _reply, done) => {
    const found = find(body);
    if (found) {
      const { pointer: jsonPointer, reason } = found;
      throw invalidData({ detail: `${jsonPointer} ${reason}`, jsonPointer });
    }
    done();
  };
}

function isLocked(config: NonNullable<RouteOptions['config']>): boolean {
  const { permission, anyClient, customToken } = config;
  return [permission, anyClient, customToken].some((lock) => lock !== undefined);
}

const nothing: JsonSchema = { type: 'object', properties: {} };

/**
 * A misspelled filter would answer more than was asked: closed like a body, also on a route of ours
 * that asks nothing in its query.
 */
function closedParts(schema: FastifySchema, isOurs: boolean): FastifySchema {
  const { body, querystring = isOurs ? nothing : undefined } = schema as {
    body?: JsonSchema;
    querystring?: JsonSchema;
  };
  return {
    ...schema,
    ...(body && { body: closeObjects(body) }),
    ...(querystring && { querystring: closeObjects(querystring) }),
  };
}

/**
 * What a body would say goes unheard; an empty one, which some clients always send, says nothing.
 */
function refuseBody({ body }: FastifyRequest, _reply: unknown, done: () => void): void {
  const isEmpty = typeof body === 'object' && Object.keys(body ?? {}).length === 0;
  if (body !== undefined && !isEmpty) {
    throw invalidData({ detail: 'this call takes no body', jsonPointer: '' });
  }
  done();
}

const knownPermissions = new Set<string>([...UITPAS_PERMISSIONS, ...OWN_PERMISSIONS]);

/** @throws AssertionError that names the route and what it must still say */
function assertComplete({ method, url, config = {}, schema = {} }: RouteOptions): void {
  if (url !== '/api' && !url.startsWith('/api/')) return;
  const route = `${String(method)} ${url}`;
  const { permission, customToken, anyClient } = config;
  const locks = [permission ?? customToken, anyClient, config.public].filter(Boolean);
  assert.equal(locks.length, 1, `${route}: say permission, anyClient or public, and one of them`);
  const isKnown = knownPermissions.has(config.permission ?? '') || config.plugin !== undefined;
  assert.ok(config.permission === undefined || isKnown, `${route}: add its permission to the list`);
  const { hide } = schema as { hide?: boolean };
  if (hide === true) return;

  assert.ok(schema.response, `${route}: say what it answers, by responses(...)`);
  for (const part of ['params', 'querystring', 'body'] as const) {
    const partSchema = schema[part] as JsonSchema | undefined;
    const unbounded = partSchema ? unboundedParts(partSchema) : [];
    assert.deepEqual(unbounded, [], `${route}: every value of its ${part} needs a bound`);
  }
}
