import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import { isOwner } from '../access/visibility.ts';
import type { ExportDefinition, PluginDefinition } from '../contract/plugin.ts';
import { clockAt } from '../contract/period.ts';
import { responses } from '../http/responses.ts';
import { type SpreadsheetRows, spreadsheetText } from '../imports/spreadsheet-text.ts';
import { withHost } from './host.ts';

const Query = Type.Object({
  format: Type.Optional(
    Type.Union([Type.Literal('csv'), Type.Literal('json')], {
      description: 'what `Accept` asks for when left out, and csv when it asks for neither',
    }),
  ),
});

const Cell = Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] });

/** The same list in two forms. */
const List = {
  description: 'The list; its first row names the columns.',
  content: {
    'text/csv': {
      schema: Type.String({ description: 'RFC 4180 with `;`, in UTF-8 with a byte order mark' }),
    },
    'application/json': { schema: Type.Object({ rows: Type.Array(Type.Array(Cell)) }) },
  },
};

/**
 * Adds the lists that a plugin lets its department take out: `GET /api/<plugin>/exports/<name>`.
 */
export function mountExports(app: FastifyInstance, plugin: PluginDefinition): void {
  for (const [name, list] of Object.entries(plugin.exports ?? {})) {
    app.route({
      method: 'GET',
      url: `/api/${plugin.name}/exports/${name}`,
      config: { permission: list.permission, plugin: plugin.name },
      schema: {
        summary: `Take out a list: ${list.title.en ?? list.title.nl}`,
        description: 'For the organizer that decides about a role of the plugin.',
        tags: [plugin.title.en ?? plugin.title.nl],
        querystring: Query,
        response: responses({ 200: List as never }),
      },
      handler: async (request, reply) => {
        const rows = await takeOut(app, request.caller, { plugin, list });
        return send(request, reply, { plugin: plugin.name, name, rows });
      },
    });
  }
}

/** @throws Problem `forbidden` for an organizer that decides about no role of the plugin */
async function takeOut(
  app: FastifyInstance,
  caller: Caller,
  { plugin, list }: { plugin: PluginDefinition; list: ExportDefinition<never> },
): Promise<SpreadsheetRows> {
  const { clientId, installation, municipality, organizer } = caller;
  const enabled = municipality.plugins.get(plugin.name);
  const isDeciding = Object.values(plugin.roles).some(
    (definition) => enabled && isOwner(caller, { definition, municipality, plugin: enabled }),
  );
  if (!isDeciding) {
    throw forbidden({ detail: `${organizer} decides about no role of ${plugin.name}` });
  }
  const context = { clientId, installation, municipality, organizer, plugin };
  return withHost(app.core, context, (host) => list.rows(host));
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { plugin, name, rows }: { plugin: string; name: string; rows: SpreadsheetRows },
): FastifyReply {
  const { format } = request.query as Static<typeof Query>;
  const isJson = format === undefined ? asksJson(request.headers.accept) : format === 'json';
  if (isJson) return reply.type('application/json; charset=utf-8').send({ rows });
  const { day } = clockAt(request.server.core.now());
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${plugin}-${name}-${day}.csv"`)
    .send(spreadsheetText(rows));
}

/** What stands first of the two in `Accept`: a browser that takes anything gets a file to open. */
function asksJson(accept = ''): boolean {
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  return (
    types.find((type) => type === 'text/csv' || type === 'application/json') === 'application/json'
  );
}
