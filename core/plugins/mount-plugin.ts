import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { TSchema } from 'typebox';
import type { Caller } from '../access/caller.ts';
import type { PluginDefinition, RouteDefinition, RouteRequest } from '../contract/plugin.ts';
import { Problem } from '../contract/problem.ts';
import type { Core } from '../core.ts';
import { uuidOfHash } from '../database/uuid.ts';
import { responses } from '../http/responses.ts';
import { factErased } from '../points/problems.ts';
import type { HostContext } from './host-context.ts';
import { hostProblems } from './host-problems.ts';
import { isCommandRoute } from './check-routes.ts';
import { type KeyedCommand, withHost, withHostOnce } from './host.ts';
import { mountExports } from './mount-exports.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** What a plugin's door calls: adds its routes under `/api/<plugin>`. */
    mountPlugin(definition: PluginDefinition): Promise<void>;
    /** The plugins that did. */
    mountedPlugins: Set<string>;
  }
}

/** Gives plugins their door: see `definePlugin` in the contract. */
export function addPluginDoor(app: FastifyInstance): void {
  app.decorate('mountedPlugins', new Set<string>());
  app.decorate('mountPlugin', async function mountPlugin(this: FastifyInstance, definition) {
    const { name, routes = [] } = definition;
    assert.equal(this.core.plugins.get(name), definition, `plugin ${name} was not discovered`);
    for (const route of routes) addRoute(this, definition, route);
    mountExports(this, definition);
    this.mountedPlugins.add(name);
  });
}

function addRoute(
  app: FastifyInstance,
  plugin: PluginDefinition,
  route: RouteDefinition<never>,
): void {
  const { method, path, permission } = route;
  const isEmpty = (route.response as { type?: unknown }).type === 'null';
  const isCommand = isCommandRoute(route);
  app.route({
    method,
    url: `/api/${plugin.name}${path}`,
    config: {
      permission,
      plugin: plugin.name,
      ...(isCommand && { idempotency: 'required' as const }),
    },
    schema: schemaOf(plugin, route, isEmpty ? 204 : 200),
    handler: async (request, reply) => {
      const context = contextOf(plugin, request.caller);
      const answer = isCommand
        ? await carryOut(app.core, context, { route, request })
        : await withHost(app.core, context, (host) =>
            route.handle(host, partsOf(request, randomUUID())),
          );
      if (route.isMiss?.(answer)) app.rateLimiter.noteMiss(request.askedBy);
      if (isEmpty) return reply.code(204).send();
      return route.isPage ? sendPage(reply, answer) : answer;
    },
  });
}

/** A command, and what its plugin writes down of a refusal. */
async function carryOut(
  core: Core,
  context: HostContext,
  { route, request }: { route: RouteDefinition<never>; request: FastifyRequest },
): Promise<unknown> {
  try {
    return await withHostOnce(core, context, commandOf(route, request, context.plugin));
  } catch (error) {
    if (error instanceof Problem && route.noteRefusal) {
      const asked = partsOf(request, refusalId(request));
      try {
        await withHost(core, context, async (host) => route.noteRefusal?.(host, asked, error));
      } catch (failure) {
        // It stays a refusal: whoever asks must not hear of another one in its place.
        request.log.error({ err: failure }, 'a refusal could not be written down');
      }
    }
    throw error;
  }
}

/** The same for one command however often it is sent: a device that tries again is one refusal. */
function refusalId({ caller, command, routeOptions }: FastifyRequest): string {
  if (!command?.key) return randomUUID();
  const name = `refusal/${caller.clientId}/${routeOptions.url}/${command.key}`;
  return uuidOfHash(createHash('sha256').update(name).digest());
}

function schemaOf(
  plugin: PluginDefinition,
  route: RouteDefinition<never>,
  status: number,
): FastifySchema {
  const { summary, params, query, body, response, isPage, problems = [] } = route;
  return {
    summary,
    tags: [plugin.title.en ?? plugin.title.nl],
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    response: responses(
      { [status]: isPage ? (pageOf(response) as never) : response },
      ...problems,
      ...(isCommandRoute(route) ? hostProblems : []),
    ),
  };
}

const pageOf = (schema: TSchema) => ({
  description: 'A page to print.',
  content: { 'text/html': { schema } },
});

/** Its style stands in the page, so that nothing more is asked for; it has no script. */
const PAGE_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "style-src 'unsafe-inline'";

function sendPage(reply: FastifyReply, page: unknown): FastifyReply {
  assert(typeof page === 'string', 'a page is a text');
  return reply
    .header('content-security-policy', PAGE_POLICY)
    .type('text/html; charset=utf-8')
    .send(page);
}

/** The configuration that the request came in under, also when it is reloaded meanwhile. */
function contextOf(plugin: PluginDefinition, caller: Caller): HostContext {
  const { clientId, installation, municipality, organizer } = caller;
  return { clientId, installation, municipality, organizer, plugin };
}

function commandOf(
  route: RouteDefinition<never>,
  request: FastifyRequest,
  plugin: PluginDefinition,
): KeyedCommand<unknown> {
  return {
    kind: `${plugin.name} ${route.method} ${route.path}`,
    key: request.command,
    handle: (host, commandId) => route.handle(host, partsOf(request, commandId)),
    replay: async (host, commandId) => {
      const answer = await route.replay?.(host, partsOf(request, commandId));
      if (answer === undefined) throw factErased();
      return answer;
    },
  };
}

/** Validated by the route's own schemas, which type them for the plugin. */
function partsOf({ params, query, body }: FastifyRequest, commandId: string): RouteRequest {
  return { params, query, body, commandId } as RouteRequest;
}
