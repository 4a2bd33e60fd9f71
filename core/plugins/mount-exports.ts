import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { forbidden } from '../access/problems.ts';
import { isOwner } from '../access/visibility.ts';
import type { ExportDefinition, PluginDefinition } from '../contract/plugin.ts';
import { clockAt } from '../contract/period.ts';
import { responses } from '../http/responses.ts';
import { BOOK_TYPE, spreadsheetBook } from '../spreadsheets/spreadsheet-book.ts';
import { type SpreadsheetRows, spreadsheetText } from '../spreadsheets/spreadsheet-text.ts';
import { withHost } from './host.ts';

const Query = Type.Object({
  format: Type.Optional(
    Type.Union([Type.Literal('csv'), Type.Literal('json'), Type.Literal('xlsx')], {
      description: 'what `Accept` asks for when left out, and csv when it asks for none of them',
    }),
  ),
});

const Cell = Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] });

/** The same list in three forms. */
const List = {
  description: 'The list; its first row names the columns.',
  content: {
    'text/csv': {
      schema: Type.String({
        description: 'RFC 4180 with `;` and a decimal comma, in UTF-8 with a byte order mark',
      }),
    },
    'application/json': { schema: Type.Object({ rows: Type.Array(Type.Array(Cell)) }) },
    [BOOK_TYPE]: { schema: Type.String({ format: 'binary', description: 'a book of Excel' }) },
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

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { plugin, name, rows }: { plugin: string; name: string; rows: SpreadsheetRows },
): Promise<FastifyReply> {
  const { format = formatOf(request.headers.accept) } = request.query as Static<typeof Query>;
  if (format === 'json') return reply.type(TYPES.json).send({ rows });
  const { day } = clockAt(request.server.core.now());
  const file = format === 'xlsx' ? await spreadsheetBook(name, rows) : spreadsheetText(rows);
  return reply
    .type(TYPES[format])
    .header('content-disposition', `attachment; filename="${plugin}-${name}-${day}.${format}"`)
    .send(file);
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: BOOK_TYPE,
} as const;

/** What stands first of them in `Accept`: a browser that takes anything gets a file to open. */
function formatOf(accept = ''): keyof typeof TYPES {
  for (const part of accept.split(',')) {
    const type = part.split(';')[0]?.trim().toLowerCase();
    if (type === 'application/json') return 'json';
    if (type === BOOK_TYPE) return 'xlsx';
    if (type === 'text/csv') return 'csv';
  }
  return 'csv';
}
