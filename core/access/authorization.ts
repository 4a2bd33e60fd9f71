import type { FastifyInstance, FastifyRequest, preHandlerHookHandler, RouteOptions } from 'fastify';
import { invalidData, urlNotFound } from '../http/problems.ts';
import type { JsonSchema } from '../http/request-schemas.ts';
import { actFor } from './acting-organizer.ts';
import { clientsOf } from './clients.ts';
import { forbidden, unauthorized } from './problems.ts';
import type { TokenVerifier } from './token-verifier.ts';

/**
 * Puts the lock on every route that is added after it, as its `config` asks: who is it, is the
 * route there for its municipality, does it hold the permission, and for which organizer does it
 * act. Nothing else in Pasklaar decides about these four.
 */
export function addAuthorization(app: FastifyInstance, verifyToken: TokenVerifier): void {
  app.decorateRequest('caller');
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
  const { permission, plugin, customToken } = config;
  return async (request: FastifyRequest): Promise<void> => {
    const byCustomToken = permission === undefined || 'x-custom-token' in request.headers;
    if (customToken && byCustomToken) {
      request.caller = await customToken(request.server.core, readCustomToken(request));
      return;
    }
    const clientId = await verifyToken(bearerToken(request));
    const caller = clientsOf(request.server.core.installation()).get(clientId);
    if (!caller) throw forbidden({ detail: `no municipality has a client ${clientId}` });
    request.caller = caller;
    // Before the permission: where a plugin is off, its routes are like any unknown address.
    if (plugin !== undefined && !caller.municipality.plugins.has(plugin)) throw urlNotFound();
    if (permission !== undefined && !caller.permissions.has(permission)) {
      throw forbidden({ detail: `client ${clientId} lacks the permission ${permission}` });
    }
  };
}

function readCustomToken({ headers }: FastifyRequest): string {
  const { 'x-custom-token': token } = headers;
  if (typeof token === 'string' && token !== '') return token;
  throw unauthorized({ detail: 'send x-custom-token: <the token of this device or order>' });
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
