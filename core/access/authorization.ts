import type { FastifyInstance, FastifyRequest, preHandlerHookHandler, RouteOptions } from 'fastify';
import { invalidData, urlNotFound } from '../http/problems.ts';
import type { JsonSchema } from '../http/request-schemas.ts';
import { actFor, holding } from './acting-organizer.ts';
import type { Caller } from './caller.ts';
import { clientNow } from './client-grants.ts';
import { asUser } from './find-caller.ts';
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
    if (config.permission === undefined && config.anyClient === undefined) return;
    route.onRequest = [authorize(verifyToken, config), ...hooksOf(route.onRequest)];
    const named = whereOrganizerIsNamed(route);
    if (named.length > 0) {
      route.preHandler = [actForNamed(named), ...hooksOf(route.preHandler)];
    }
  });
}

function authorize(verifyToken: TokenVerifier, config: NonNullable<RouteOptions['config']>) {
  const { byClientId, citizens, permission, plugin } = config;
  return async (request: FastifyRequest): Promise<void> => {
    const { core } = request.server;
    if (byClientId === true) {
      request.caller = assertHolds(await identified(request), permission);
      return;
    }
    const { clientId, user } = await verifyToken(bearerToken(request));
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

/** @returns the same caller, of those organizers for which it may */
function assertHolds(caller: Caller, permission: string | undefined): Caller {
  const permitted = permission === undefined ? caller : holding(caller, permission);
  if (permitted) return permitted;
  throw forbidden({ detail: `client ${caller.clientId} lacks the permission ${permission}` });
}

/** Client identification of UiTPAS: a name, which anybody can say, and no secret. */
async function identified({ headers, server }: FastifyRequest): Promise<Caller> {
  const clientId = headers['x-client-id'];
  const client = typeof clientId === 'string' ? await clientNow(server.core, clientId) : undefined;
  if (!client) throw unauthorized({ detail: 'send x-client-id with the name of a client' });
  return client;
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
