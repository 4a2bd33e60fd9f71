import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest, preHandlerHookHandler, RouteOptions } from 'fastify';
import { Problem } from '../contract/problem.ts';
import { addressRange } from '../http/address-range.ts';
import { invalidData, urlNotFound } from '../http/problems.ts';
import type { JsonSchema } from '../http/request-schemas.ts';
import { actFor, holding } from './acting-organizer.ts';
import type { Caller } from './caller.ts';
import { clientNow } from './client-grants.ts';
import { asUser } from './find-caller.ts';
import { forbidden, unauthorized } from './problems.ts';
import type { ReadCustomToken } from './custom-token.ts';
import type { TokenIdentity, TokenVerifier } from './token-verifier.ts';

/**
 * Puts the lock on every route that is added after it, as its `config` asks: who is it, is the
 * route there for its municipality, does it hold the permission, and for which organizer does it
 * act. Nothing else in Pasklaar decides about these four. How often it asks is counted here too.
 */
export function addAuthorization(app: FastifyInstance, verifyToken: TokenVerifier): void {
  app.decorateRequest('caller');
  app.decorateRequest('askedBy');
  app.addHook('onRoute', (route) => {
    const { config = {} } = route;
    const { permission, anyClient, customToken } = config;
    if ([permission, anyClient, customToken].every((lock) => lock === undefined)) return;
    route.onRequest = [authorize(verifyToken, config), ...hooksOf(route.onRequest)];
    const named = whereOrganizerIsNamed(route);
    if (named.length > 0) {
      route.preHandler = [actForNamed(named), ...hooksOf(route.preHandler)];
    }
  });
}

function authorize(verifyToken: TokenVerifier, config: NonNullable<RouteOptions['config']>) {
  const { byClientId, citizens, customToken, permission, plugin, searches } = config;
  return async (request: FastifyRequest): Promise<void> => {
    const { core } = request.server;
    const byCustomToken = permission === undefined || 'x-custom-token' in request.headers;
    if (customToken && byCustomToken) {
      request.caller = await holderOfToken(request, customToken);
      admit(request, nameOfHolder(request), searches);
      return;
    }
    if (byClientId === true) {
      request.caller = assertHolds(await namedClient(request), permission);
      // Anybody can say the name of a client: that may not use up what the client itself may ask.
      admit(request, `${addressRange(request.ip)} as ${request.caller.clientId}`, searches);
      return;
    }
    const { clientId, user } = await identify(request, verifyToken);
    admit(request, user === null ? clientId : `${user.id} by ${clientId}`, searches);
    const client = await clientNow(core, clientId);
    if (!client) throw forbidden({ detail: `no municipality has a client ${clientId}` });
    request.caller = client;
    // Before the permission: where a plugin is off, its routes are like any unknown address.
    if (plugin !== undefined && !client.municipality.plugins.has(plugin)) throw urlNotFound();
    // Before the user: whom nobody can be here, because the client may not, is not looked up.
    assertHolds(client, permission);
    const caller = assertHolds(await asUser(core, client, user), permission);
    if (citizens === 'only' && !caller.citizen) {
      throw forbidden({ detail: 'this needs the token of a pass holder who signed in' });
    }
    if (citizens === undefined && caller.citizen) {
      throw forbidden({ detail: 'this is not for pass holders' });
    }
    request.caller = caller;
  };
}

function admit(request: FastifyRequest, who: string, searches: true | undefined): void {
  request.askedBy = who;
  request.server.rateLimiter.admitClient(who, { isSearch: searches === true });
}

/** Who shows no good token is a stranger, and may not try for ever. */
async function identify(
  request: FastifyRequest,
  verifyToken: TokenVerifier,
): Promise<TokenIdentity> {
  try {
    return await verifyToken(bearerToken(request));
  } catch (error) {
    throw asStranger(request, error);
  }
}

function asStranger(request: FastifyRequest, error: unknown): unknown {
  const isStranger = error instanceof Problem && error.definition === unauthorized.definition;
  if (isStranger) request.server.rateLimiter.admitStranger(request.ip);
  return error;
}

/** @returns the same caller, of those organizers for which it may */
function assertHolds(caller: Caller, permission: string | undefined): Caller {
  const permitted = permission === undefined ? caller : holding(caller, permission);
  if (permitted) return permitted;
  throw forbidden({ detail: `client ${caller.clientId} lacks the permission ${permission}` });
}

/** Client identification of UiTPAS: a name, which anybody can say, and no secret. */
async function namedClient(request: FastifyRequest): Promise<Caller> {
  const { headers, server } = request;
  const clientId = headers['x-client-id'];
  const client = typeof clientId === 'string' ? await clientNow(server.core, clientId) : undefined;
  if (client) return client;
  throw asStranger(request, unauthorized({ detail: 'send x-client-id with the name of a client' }));
}

/** A device, or who follows a link; a wrong token is that of a stranger. */
async function holderOfToken(request: FastifyRequest, find: ReadCustomToken): Promise<Caller> {
  const { 'x-custom-token': token } = request.headers;
  try {
    if (typeof token === 'string' && token !== '') return await find(request.server.core, token);
  } catch (error) {
    throw asStranger(request, error);
  }
  const detail = 'send x-custom-token: <the token of this device or order>';
  throw asStranger(request, unauthorized({ detail }));
}

/** Each token is counted for itself: who has one uses up nothing of who has another. */
function nameOfHolder({ caller, headers }: FastifyRequest): string {
  const token = String(headers['x-custom-token']);
  return `${caller.clientId} by ${createHash('sha256').update(token).digest('base64url')}`;
}

/** RFC 6750, section 2.1; never in the query, where it would be logged. */
function bearerToken(request: FastifyRequest): string {
  const { authorization = '' } = request.headers;
  const [scheme = '', token = '', ...rest] = authorization.trim().split(/ +/);
  if (scheme.toLowerCase() !== 'bearer' || token === '' || rest.length > 0) {
    throw unauthorized({ detail: 'send Authorization: Bearer <access token>' });
  }
  return token;
}

type RequestPart = 'query' | 'body';

function whereOrganizerIsNamed({ schema = {} }: RouteOptions): RequestPart[] {
  const parts: [RequestPart, unknown][] = [
    ['query', schema.querystring],
    ['body', schema.body],
  ];
  return parts.flatMap(([part, partSchema]) => {
    const { properties } = (partSchema ?? {}) as { properties?: Record<string, JsonSchema> };
    // A list of organizers is a filter (UiTPAS), not on whose behalf the caller acts.
    return properties?.['organizerId']?.['type'] === 'string' ? [part] : [];
  });
}

/** After validation: what is named is text by then. */
function actForNamed(parts: readonly RequestPart[]): preHandlerHookHandler {
  return (request, _reply, done) => {
    const named = parts.flatMap((part) => {
      const { organizerId } = request[part] as { organizerId?: string };
      return organizerId === undefined ? [] : [organizerId];
    });
    const [organizerId, other] = named;
    if (other !== undefined && other !== organizerId) {
      throw invalidData({
        detail: 'organizerId differs between the query and the body',
        jsonPointer: '/organizerId',
      });
    }
    if (organizerId !== undefined) request.caller = actFor(request.caller, organizerId);
    done();
  };
}

function hooksOf<Hook>(hooks: Hook | Hook[] | undefined): Hook[] {
  if (hooks === undefined) return [];
  return Array.isArray(hooks) ? hooks : [hooks];
}
