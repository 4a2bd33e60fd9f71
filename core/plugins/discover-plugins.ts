import { access, readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PluginDefinition } from '../contract/plugin.ts';
import { checkDefinition } from './check-definition.ts';

/** What is wrong with the plugins on disk; none of them is used. */
export class BrokenPlugins extends Error {
  /** One for each mistake: the file, what is wrong and what is expected. */
  readonly faults: readonly string[];

  /** @param cause what the first one threw that could not be loaded */
  constructor(faults: readonly string[], cause?: unknown) {
    super(['The plugins cannot be used:', ...faults].join('\n- '), { cause });
    this.name = 'BrokenPlugins';
    this.faults = faults;
  }
}

/**
 * Finds every plugin: each folder has an `index.ts` whose default export was made by `definePlugin`
 * and is named after the folder. Nothing is skipped: a folder that is no plugin is a mistake.
 *
 * @param folder a file URL that ends in `/`
 * @returns the definitions by name, in the order of their names
 * @throws BrokenPlugins with everything that is wrong with any of them
 */
export async function discoverPlugins(folder: URL): Promise<ReadonlyMap<string, PluginDefinition>> {
  const plugins = new Map<string, PluginDefinition>();
  const faults: string[] = [];
  let thrown: unknown;
  for (const entry of await readEntries(folder)) {
    const door = `${basename(folder.pathname)}/${entry.name}/index.ts`;
    const found: { definition: PluginDefinition } | Fault = entry.isFolder
      ? await openDoor(new URL(`${entry.name}/index.ts`, folder))
      : { fault: 'is a loose file: a plugin is a folder with an index.ts' };
    if ('fault' in found) {
      thrown ??= found.cause;
      faults.push(`${entry.isFolder ? door : door.replace('/index.ts', '')} ${found.fault}`);
      continue;
    }
    const { definition } = found;
    faults.push(...checkDefinition(definition, entry.name).map((fault) => `${door} ${fault}`));
    plugins.set(definition.name, definition);
  }
  faults.push(...findClashes([...plugins.values()]));
  if (faults.length > 0) throw new BrokenPlugins(faults, thrown);
  return plugins;
}

/** The folders, and the loose files of code among them; notes such as a README may lie there. */
async function readEntries(folder: URL): Promise<{ name: string; isFolder: boolean }[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .filter(
      ({ name, isFolder }) => !name.startsWith('.') && (isFolder || /\.[cm]?[jt]s$/.test(name)),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const EXPECTED = 'expected `export default definePlugin({ ... })`';

interface Fault {
  readonly fault: string;
  readonly cause?: unknown;
}

async function openDoor(door: URL): Promise<{ definition: PluginDefinition } | Fault> {
  const isThere = await access(door).then(
    () => true,
    () => false,
  );
  if (!isThere) return { fault: `is absent: ${EXPECTED}` };
  let exported: unknown;
  try {
    exported = await import(door.href);
  } catch (cause) {
    const fault = `cannot be loaded: ${describeFailure(cause, new URL('..', door))}`;
    return { fault, cause };
  }
  const { default: plugin } = exported as { default?: unknown };
  if (plugin === undefined) return { fault: `has no default export: ${EXPECTED}` };
  const { definition } = plugin as { definition?: unknown };
  const isDefined = typeof plugin === 'function' && Object.isFrozen(definition ?? []);
  if (!isDefined) return { fault: `exports something else as its default: ${EXPECTED}` };
  return { definition: definition as PluginDefinition };
}

/** What a file threw or why it cannot be read, with its line: `no order (<file>:3)`. */
function describeFailure(cause: unknown, folder: URL): string {
  if (!(cause instanceof Error)) return String(cause);
  // A mistake in the text stands above the stack, anything else in a frame of it.
  const places = cause.stack?.match(/file:\/\/[^\s)]+?:\d+/g) ?? [];
  const place = places.find((one) => one.startsWith(folder.href));
  if (place === undefined) return cause.message;
  return `${cause.message} (${basename(folder.pathname)}/${place.slice(folder.href.length)})`;
}

/** What two plugins both want to be the only one with. */
function findClashes(plugins: readonly PluginDefinition[]): string[] {
  const claims = plugins.flatMap((plugin) => [
    ...Object.keys(plugin.importers ?? {}).map((importer) => [`the importer ${importer}`, plugin]),
    ...(plugin.entities ?? []).map((entity) => [`the entity ${entity.meta.className}`, plugin]),
  ]) as [string, PluginDefinition][];
  const byClaim = Map.groupBy(claims, ([claim]) => claim);
  return [...byClaim].flatMap(([claim, claimed]) => {
    const names = claimed.map(([, { name }]) => name);
    return names.length < 2 ? [] : [`${names.join(' and ')} both have ${claim}: rename one`];
  });
}
