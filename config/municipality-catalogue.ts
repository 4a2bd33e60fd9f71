import { OWN_PERMISSIONS, UITPAS_PERMISSIONS } from '../core/access/permission.ts';
import type { PluginDefinition } from '../core/contract/plugin.ts';
import type { YamlDocument } from './read-yaml.ts';
import type { Catalogue } from './reference.ts';

/** What the catalogue of a file is made of, beside the file itself. */
export interface CatalogueSources {
  /** All files that could be read. */
  readonly documents: readonly YamlDocument[];
  /** The slugs of those that could not: they may be neighbours. */
  readonly unread: readonly string[];
  readonly plugins: ReadonlyMap<string, PluginDefinition>;
}

/**
 * What the settings of a file can refer to: what the file itself names, the municipalities that
 * share its card, and the permissions of core and of the plugins on disk. Read before the file is
 * known to be right, so anything may be missing or of another form.
 */
export function catalogueOf(
  document: YamlDocument,
  { documents, unread, plugins }: CatalogueSources,
): Catalogue {
  const { value } = document;
  const organizers = keysOf(value, 'organizers');
  const legalEntities = keysOf(value, 'legalEntities');
  const neighbours = documents
    .filter((other) => mayShareCard(other, document))
    .map((other) => read(other.value, 'municipality'))
    .filter((slug) => typeof slug === 'string');
  return {
    organizer: organizers,
    place: keysOf(value, 'places'),
    ...Object.fromEntries(PLACE_KINDS.map((kind) => [kind, placesOf(value, kind)])),
    legalEntity: legalEntities,
    party: [
      ...organizers,
      ...legalEntities,
      ...keysOf(value, 'otherParties'),
      ...neighbours,
      ...unread,
    ],
    permission: [...UITPAS_PERMISSIONS, ...OWN_PERMISSIONS, ...permissionsOf(plugins)],
    permissionSet: keysOf(value, 'permissionSets'),
  };
}

const PLACE_KINDS = ['facility', 'location', 'zone', 'door', 'desk'];

function placesOf(value: unknown, kind: string): string[] {
  const places = read(value, 'places');
  return keysOf(value, 'places').filter((key) => read(read(places, key), 'kind') === kind);
}

function permissionsOf(plugins: ReadonlyMap<string, PluginDefinition>): string[] {
  const named = [...plugins.values()].flatMap(({ routes = [], exports = {} }) => [
    ...routes.map((route) => route.permission),
    ...Object.values(exports).map((list) => list.permission),
  ]);
  return [...new Set(named)];
}

/** Where a card system is wrong itself, nothing is said of who refers to whom. */
function mayShareCard(one: YamlDocument, other: YamlDocument): boolean {
  const ids = [cardSystemOf(one), cardSystemOf(other)];
  return ids[0] === ids[1] || ids.some((id) => typeof id !== 'number');
}

function cardSystemOf(document: YamlDocument): unknown {
  return read(read(document.value, 'cardSystem'), 'id');
}

function keysOf(value: unknown, key: string): string[] {
  const record = read(value, key);
  return typeof record === 'object' && record !== null ? Object.keys(record) : [];
}

function read(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Record<string, unknown>)[key];
}
