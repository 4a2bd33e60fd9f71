import { OWN_PERMISSIONS, UITPAS_PERMISSIONS } from '../../core/access/permission.ts';
import { PLUGINS_FOLDER } from '../../core/boot/folders.ts';
import type { PluginDefinition } from '../../core/contract/plugin.ts';
import { discoverPlugins } from '../../core/plugins/discover-plugins.ts';
import { describeApi } from './describe-api.ts';

/** Of a permission that no endpoint asks for. */
export const WITHOUT_ENDPOINT = 'nothing in this version';

/** What a call asks beside the permission of its endpoint, for a part of what it does. */
const ASKED_WITHIN: Readonly<Record<string, string>> = {
  PASSHOLDERS_WRITE_FOREIGN_COUNTRY: 'Register or change who lives abroad',
  PASSHOLDERS_WRITE_SOCIALTARIFF:
    'Grant the social tariff beside a registration, a change or a membership, where it is managed',
  PASSHOLDERS_WRITE_SOCIALTARIFF_FULL_CARDSYSTEM:
    'The same for who lives in another town of the card system',
  SOCIALTARIFF_READ: 'See the social status beside a pass or a pass holder',
};

/**
 * Every permission that a client can be given, whose it is, and what it allows: as the endpoints of
 * core and the plugins ask for it.
 */
export async function permissionRows(): Promise<string[][]> {
  const plugins = [...(await discoverPlugins(PLUGINS_FOLDER)).values()];
  const operations = await operationsByPermission(plugins);
  const groups: readonly (readonly [owner: string, permissions: readonly string[]])[] = [
    ['Pasklaar', OWN_PERMISSIONS],
    ['UiTPAS', UITPAS_PERMISSIONS],
    ...plugins.map((plugin) => [`\`${plugin.name}\``, permissionsOf(plugin)] as const),
  ];
  const rows = groups.flatMap(([owner, permissions]) =>
    permissions.map((permission) => [
      `\`${permission}\``,
      owner,
      operations.get(permission)?.join('<br>') ?? ASKED_WITHIN[permission] ?? WITHOUT_ENDPOINT,
    ]),
  );
  return [['permission', 'of', 'lets a client do'], ...rows];
}

function permissionsOf({ routes = [], exports = {} }: PluginDefinition): string[] {
  const named = [...routes, ...Object.values(exports)].map(({ permission }) => permission);
  return [...new Set(named)];
}

/** The summaries of the endpoints, by what they need. */
async function operationsByPermission(
  plugins: readonly PluginDefinition[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const { paths } = await describeApi(plugins);
  for (const [address, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const line = `${operation.summary}: \`${method.toUpperCase()} ${address}\``;
      for (const permission of operation['x-permissions'] ?? []) {
        found.set(permission, [...(found.get(permission) ?? []), line]);
      }
    }
  }
  return found;
}
