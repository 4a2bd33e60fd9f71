import { type Static, Type } from 'typebox';
import type { Caller } from '../access/caller.ts';
import { isOwner, visibilityFor } from '../access/visibility.ts';
import type { Api } from '../http/api.ts';
import { responses } from '../http/responses.ts';
import { TextSchema } from '../http/schemas.ts';
import type { EnabledPlugin } from './enabled-plugin.ts';

const Plugin = Type.Object({
  name: Type.String(),
  title: TextSchema,
  roles: Type.Array(
    Type.Object({
      name: Type.String(),
      title: TextSchema,
      attributes: Type.Unsafe<Record<string, unknown>>({
        type: 'object',
        additionalProperties: true,
        description: 'JSON Schema of what is told when the role is issued',
      }),
    }),
  ),
  panels: Type.Array(
    Type.Object({
      name: Type.String(),
      title: TextSchema,
      audience: Type.String({ enum: ['desk', 'department'] }),
      route: Type.String({ description: 'the address that feeds it' }),
    }),
  ),
});

/**
 * `GET /plugins`: what the municipality of the caller has switched on, as far as it concerns him.
 */
export async function pluginRoutes(api: Api): Promise<void> {
  api.get(
    '/plugins',
    {
      config: { permission: 'PLUGINS_READ' },
      schema: {
        summary: 'The plugins that are on, with the roles that you may see',
        tags: ['Plugins'],
        response: responses({ 200: Type.Array(Plugin) }),
      },
    },
    async ({ caller }) => listPlugins(caller),
  );
}

/**
 * The plugins of which the caller may see a role, by name. Of the others he does not learn that
 * they exist; panels are for the owner of a role of their plugin.
 */
function listPlugins(caller: Caller): Static<typeof Plugin>[] {
  return [...caller.municipality.plugins.values()]
    .flatMap((plugin) => showPlugin(caller, plugin) ?? [])
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function showPlugin(caller: Caller, plugin: EnabledPlugin): Static<typeof Plugin> | undefined {
  const { name, title, roles, panels = [] } = plugin.definition;
  const { municipality } = caller;
  const entries = Object.entries(roles);
  const seen = entries.filter(
    ([, definition]) => visibilityFor(caller, { municipality, plugin, definition }) === 'full',
  );
  if (seen.length === 0) return undefined;
  const isOwning = entries.some(([, definition]) =>
    isOwner(caller, { municipality, plugin, definition }),
  );
  return {
    name,
    title,
    roles: seen.map(([role, { title: roleTitle, attributes = {} }]) => {
      return { name: role, title: roleTitle, attributes: { ...attributes } };
    }),
    panels: panels
      .filter(({ audience }) => audience === 'desk' || isOwning)
      .map((panel) => ({ ...panel, route: `/api/${name}${panel.route}` })),
  };
}
