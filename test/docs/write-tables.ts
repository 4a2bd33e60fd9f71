import fs from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { settingsTable } from '../../config/settings.ts';
import { MunicipalityConfig } from '../../core/municipalities/municipality-config.ts';
import { PLUGINS_FOLDER } from '../../core/boot/folders.ts';
import type { PluginDefinition } from '../../core/contract/plugin.ts';
import { discoverPlugins } from '../../core/plugins/discover-plugins.ts';
import type { ApiDescription } from '../fixtures/check-answer.ts';
import { compatibilityCounts, compatibilityRows } from '../uitpas/compatibility-rows.ts';
import { absent } from '../uitpas/reference.ts';
import { describeApi } from './describe-api.ts';
import { permissionRows } from './permission-rows.ts';
import { PLUGIN_TABLES } from './plugin-tables.ts';
import { settingRows } from './setting-rows.ts';

/*
 * node test/docs/write-tables.ts
 *
 * Makes the tables in the documents anew, after a setting or a permission has changed.
 */

const DOCUMENTS = [
  'docs/configuration.md',
  'docs/operations.md',
  'docs/plugins.md',
  ...(absent === false ? ['docs/uitpas-compatibility.md'] : []),
];

/** The project folder. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Rows of plain Markdown; the first names the columns. */
type Rows = readonly (readonly string[])[];

const TABLE = /<!-- table: (?<name>[^>]+) -->.*?<!-- end of table -->/gs;
const SETTINGS = 'settings ';

/**
 * A document with its tables as the code is now, formatted: what stands between
 * `<!-- table: NAME -->` and `<!-- end of table -->` is made anew.
 *
 * @param file from the project folder
 * @throws Error when a table has a name that nobody makes
 */
export async function remake(file: string): Promise<string> {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  let made = text;
  for (const [whole, name = ''] of text.matchAll(TABLE)) {
    const rows = markdown(await rowsOf(name));
    const table = `<!-- table: ${name} -->\n\n${rows}\n\n<!-- end of table -->`;
    made = made.replace(whole, () => table);
  }
  const style = (await resolveConfig(path.join(root, file))) ?? {};
  return format(made, { ...style, parser: 'markdown' });
}

/** The parts of a municipality's file that a document has a table of, in its order. */
export function documentedParts(file: string): string[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const names = [...text.matchAll(TABLE)].map(([, name = '']) => name);
  return names.filter((name) => name.startsWith(SETTINGS)).flatMap(partsOf);
}

async function rowsOf(name: string): Promise<Rows> {
  if (name === 'environment') return environmentRows();
  if (name === 'permissions') return permissionRows();
  if (name === 'uitpas operations') return compatibilityRows(await describeShipped());
  if (name === 'uitpas counts') return compatibilityCounts(await describeShipped());
  if (name.startsWith(SETTINGS)) return fileRows(partsOf(name));
  const ofPlugins = PLUGIN_TABLES[name];
  if (ofPlugins) return ofPlugins(await shippedPlugins());
  throw new Error(`nobody makes a table ${name}`);
}

async function describeShipped(): Promise<ApiDescription> {
  return describeApi(await shippedPlugins());
}

async function shippedPlugins(): Promise<PluginDefinition[]> {
  return [...(await discoverPlugins(PLUGINS_FOLDER)).values()];
}

function partsOf(name: string): string[] {
  return name.slice(SETTINGS.length).split(', ');
}

function environmentRows(): Rows {
  const rows = settingsTable.map((setting) => {
    const { name, meaning, allowed, isSecret } = setting;
    const fallback = setting.default === undefined ? '' : `\`${setting.default}\``;
    const kind = isSecret === true ? `${allowed}; a secret` : allowed;
    return [`\`${name}\``, setting.defaultRule ?? fallback, meaning, kind];
  });
  return [['variable', 'default', 'what it is', 'allowed'], ...rows];
}

/** @throws Error for a part that the file of a municipality does not have */
function fileRows(parts: readonly string[]): Rows {
  const { properties, required } = MunicipalityConfig;
  const rows = parts.flatMap((part) => {
    const schema = Object.entries(properties).find(([key]) => key === part)?.[1];
    if (schema === undefined) throw new Error(`a municipality has no ${part}`);
    return settingRows(schema, { path: part, isRequired: required.includes(part as never) });
  });
  const shown = rows.map(({ path: at, fallback, meaning }) => [`\`${at}\``, fallback, meaning]);
  return [['setting', 'default', 'what it is'], ...shown];
}

function markdown([header = [], ...rows]: Rows): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

if (import.meta.main) {
  for (const document of DOCUMENTS) {
    fs.writeFileSync(path.join(root, document), await remake(document));
  }
}
