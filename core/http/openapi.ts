import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import type { JsonSchema } from './request-schemas.ts';
import { grantedBy } from '../access/permission.ts';
import { forbidden, unauthorized } from '../access/problems.ts';
import type { ProblemDefinition, ProblemKind } from '../contract/problem.ts';
import { factErased } from '../points/problems.ts';
import { PROBLEM_TYPE } from './error-handling.ts';
import { typeOf } from './problem-catalogue.ts';
import * as problems from './problems.ts';
import { declaredProblems } from './responses.ts';

/** The body of every problem, RFC 9457. */
const problemSchema = {
  $id: 'Problem',
  type: 'object',
  description: 'A refusal, RFC 9457: nothing was changed.',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'which kind, for machines' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'what is wrong here, for developers' },
    endUserMessage: {
      type: 'object',
      description: 'what the person at the desk may read',
      required: ['nl'],
      properties: { nl: { type: 'string' }, fr: { type: 'string' }, en: { type: 'string' } },
    },
    jsonPointer: { type: 'string', description: 'the wrong part of the body, RFC 6901' },
  },
};

/** What the description of the API says of the whole. */
export interface OpenApiOptions {
  readonly version: string;
  /** Where this server is reached, without a path. */
  readonly publicUrl: string;
}

/** Describes every route that is added after it: `/api/openapi.json`, and pages at `/api/docs`. */
export async function addOpenApi(
  app: FastifyInstance,
  { version, publicUrl }: OpenApiOptions,
): Promise<void> {
  app.addSchema(problemSchema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Pasklaar',
        version,
        description:
          'One card per resident that carries every role a Flemish town gives out. Where UiTPAS ' +
          'has the concept this is the UiTPAS API 4.0; what it lacks is added in the same style.',
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          bearerToken: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'An access token by OAuth 2 client credentials.',
          },
          clientIdentification: {
            type: 'apiKey',
            in: 'header',
            name: 'x-client-id',
            description: 'The name of a client, which anybody can say.',
          },
          customToken: {
            type: 'apiKey',
            in: 'header',
            name: 'x-custom-token',
            description:
              'What a caller without a client holds: a secret of its own, in this header and without ' +
              '`Bearer`. Of a device that is being set up (`PUT /api/kiosk-devices/setup`) the setup ' +
              'code of its kiosk, after that the `deviceId` that it was set up with; of who ordered ' +
              'passes, the `customToken` that the order was answered with; of who comes back ' +
              'from the service that validates, the token of that visit.',
          },
        },
      },
    },
    convertConstToEnum: false,
    refResolver: { buildLocalReference: ({ $id }) => $id as string },
    transform: ({ schema, url, route }) => ({ schema: describe(schema, route), url }),
  });
  app.get('/api/openapi.json', { config: { public: true }, schema: { hide: true } }, async () =>
    app.swagger(),
  );
  await app.register(addPages);
}

async function addPages(app: FastifyInstance): Promise<void> {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, public: true };
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    // Its style sheet holds data: images and styles that are set from script.
    staticCSP:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
      "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  });
}

function describe(schema: FastifySchema | undefined, route: RouteOptions): FastifySchema {
  if (!schema || schema.hide === true || !route.url.startsWith('/api/')) return { hide: true };
  const { config = {} } = route;
  const { permission, uitpas } = config;
  const permissions = permission === undefined ? undefined : grantedBy(permission);
  const needs = permissions && `Needs ${permissions.map((one) => `\`${one}\``).join(' or ')}.`;
  const differs = typeof uitpas === 'string' && `Differs from the UiTPAS API 4.0: ${uitpas}`;
  return {
    ...schema,
    operationId: schema.operationId ?? operationIdOf(route),
    description: [schema.description, differs, needs].filter(Boolean).join('\n\n'),
    ...(permissions && { 'x-permissions': permissions }),
    ...(uitpas !== undefined && { 'x-uitpas': uitpas }),
    security: securityOf(config),
    ...(schema.querystring !== undefined && { querystring: withDefaults(schema.querystring) }),
    ...(schema.body !== undefined && { body: withDefaults(schema.body) }),
    ...(config.idempotency && { headers: idempotencyHeader(config.idempotency, schema.headers) }),
    response: {
      ...withDescriptions(schema.response as Record<string, JsonSchema>),
      ...problemResponses(problemsOf(schema, route)),
    },
  };
}

/** How who asks is known, as the document says it: one of these is enough. */
function securityOf(config: NonNullable<RouteOptions['config']>) {
  const { byClientId, customToken, permission, public: isOpen } = config;
  if (isOpen) return [];
  if (byClientId) return [{ clientIdentification: [] }];
  const isCustomOnly = customToken !== undefined && permission === undefined;
  return [
    ...(isCustomOnly ? [] : [{ bearerToken: [] }]),
    ...(customToken ? [{ customToken: [] }] : []),
  ];
}

/** TypeBox requires a property that has a default: the validator fills it in, clients need not. */
function withDefaults(schema: unknown): JsonSchema {
  const { required = [], properties = {} } = schema as {
    required?: string[];
    properties?: Record<string, JsonSchema>;
  };
  const asked = required.filter((name) => !('default' in (properties[name] ?? {})));
  return { ...(schema as JsonSchema), ...(required.length > 0 && { required: asked }) };
}

function operationIdOf({ method, url }: RouteOptions): string {
  const words = url.slice('/api/'.length).match(/[A-Za-z0-9]+/g) ?? [];
  return [String(method).toLowerCase(), ...words].join('-');
}

/** The header of a command, beside those that the route has itself. */
function idempotencyHeader(idempotency: 'required' | 'optional', own: unknown): JsonSchema {
  const name = 'Idempotency-Key';
  const description = 'made by the client: the same key never acts twice';
  const { properties = {} } = (own ?? {}) as { properties?: Record<string, JsonSchema> };
  return {
    type: 'object',
    properties: { ...properties, [name]: { type: 'string', format: 'uuid', description } },
    ...(idempotency === 'required' && { required: [name] }),
  };
}

const successes: Readonly<Record<string, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No content',
  303: 'See other',
};

function withDescriptions(response: Readonly<Record<string, JsonSchema>>): object {
  const described = Object.entries(response).map(([status, schema]) => [
    status,
    { ...schema, description: schema['description'] ?? successes[status] ?? 'OK' },
  ]);
  return Object.fromEntries(described) as object;
}

/** The problems that a route declared, and those that it has because of what it is. */
function problemsOf(schema: FastifySchema, { config = {}, method }: RouteOptions) {
  const { properties = {} } = (schema.querystring ?? {}) as { properties?: object };
  const kinds: readonly (ProblemKind | false)[] = [
    ...(config.public ? [] : [unauthorized, forbidden]),
    problems.nationalNumberInUrl,
    // Whatever stands in a query is looked at, asked or not.
    problems.invalidData,
    'limit' in properties && problems.queryLimitExceeded,
    schema.body !== undefined && problems.bodyMissing,
    // A body is read before it is known that the call takes none.
    ...(method === 'GET'
      ? []
      : [problems.invalidSyntax, problems.bodyTooLarge, problems.unsupportedMediaType]),
    ...(config.idempotency === undefined
      ? []
      : [problems.idempotencyKeyReused, problems.commandInProgress, factErased]),
    config.idempotency === 'required' && problems.idempotencyKeyRequired,
    // A path parameter that is too long, or no text at all, makes it another address.
    (config.plugin ?? schema.params) !== undefined && problems.urlNotFound,
    problems.tooManyRequests,
    problems.internalError,
    problems.serviceUnavailable,
  ];
  const own = declaredProblems(schema.response);
  const common = kinds.flatMap((kind) => (kind === false ? [] : [kind.definition]));
  return new Map([...common.map((one) => [one, one.status] as const), ...own]);
}

function problemResponses(statuses: ReadonlyMap<ProblemDefinition, number>): object {
  const byStatus = Map.groupBy([...statuses], ([, status]) => status);
  const described = [...byStatus].map(([status, group]) => {
    const definitions = group.map(([definition]) => definition);
    const examples = definitions.map((definition) => {
      const { name, title, endUserMessage } = definition;
      const value = {
        type: typeOf(definition),
        title,
        status,
        ...(endUserMessage && { endUserMessage }),
      };
      return [name, { summary: title, value }];
    });
    const content = {
      schema: { $ref: 'Problem#' },
      examples: Object.fromEntries(examples) as object,
    };
    const description = definitions.map((one) => `* ${typeOf(one)}`).join('\n');
    return [status, { description, content: { [PROBLEM_TYPE]: content } }];
  });
  return Object.fromEntries(described) as object;
}
