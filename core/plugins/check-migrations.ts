import type { PluginDefinition } from '../contract/plugin.ts';
import { CALLED_FUNCTIONS, REFERENCED_TABLES } from '../contract/table.ts';

/** The PostgreSQL schema of a plugin: its name, with underscores. */
export function schemaOf(plugin: string): string {
  return plugin.replaceAll('-', '_');
}

/**
 * What can be made, and what is written to: the name that follows must be in the plugin's schema.
 */
const OWN_ONLY = [
  new RegExp(
    String.raw`\b(?:create|alter|drop)\s+(?:or\s+replace\s+)?` +
      String.raw`(?:table|function|view|sequence|type)\s+(?:if\s+(?:not\s+)?exists\s+)?(\S+)`,
    'gi',
  ),
  /\bcreate\s+(?:unique\s+)?(?:index|policy|trigger)\s+\S+\s+(?:[\w\s]+\s)?on\s+(\S+)/gi,
  /\b(?:insert\s+into|delete\s+from|truncate(?:\s+table)?)\s+(\S+)/gi,
  /\bupdate\s+(\S+)\s+(?:\w+\s+)?set\b/gi,
];

const FORBIDDEN = new RegExp(
  String.raw`\b(?:grant|revoke|security\s+definer|disable\s+row\s+level\s+security|owner\s+to|` +
    String.raw`search_path|set\s+schema)\b`,
  'gi',
);

/**
 * Checks the migrations of a plugin: each named once and in order, making and writing nothing
 * outside its own schema, pointing only to the tables and calling only the functions of core that
 * the contract exports, and reading nothing else of it.
 *
 * It reads the text, as a reviewer would: it catches mistakes, not malice.
 */
export function checkMigrations(plugin: PluginDefinition): string[] {
  const { migrations = [] } = plugin;
  const names = migrations.map((migration) => migration.name);
  const inOrder = names.every((one, at) => at === 0 || (names[at - 1] ?? '') < one);
  return [
    ...names
      .filter((one) => !/^\d{4}-[a-z0-9-]+$/.test(one))
      .map((one) => `has the migration ${one}: expected a name such as 0001-review-list`),
    ...(inOrder ? [] : [`has migrations out of order: ${names.join(', ')}`]),
    ...migrations.flatMap((migration) =>
      checkSql(plugin, migration.sql).map(
        (fault) => `has the migration ${migration.name} that ${fault}`,
      ),
    ),
  ];
}

function checkSql({ name }: PluginDefinition, sql: string): string[] {
  const schema = schemaOf(name);
  const text = plainSql(sql);
  const isOwn = (named: string): boolean => named.startsWith(`${schema}.`);
  const allMatches = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(([whole, named]) => named ?? whole);

  const schemas = allMatches(/\bcreate\s+schema\s+(?:if\s+not\s+exists\s+)?(\w+)/gi);
  const touched = OWN_ONLY.flatMap(allMatches).filter((one) => !isOwn(one));
  const pointed = allMatches(/\breferences\s+(\w+\.\w+)/gi).filter((one) => !isOwn(one));
  return [
    ...schemas.filter((one) => one !== schema).map((one) => `makes the schema ${one}`),
    ...touched.map((one) => `touches ${one} outside ${schema}`),
    ...pointed
      .filter((one) => !(REFERENCED_TABLES as readonly string[]).includes(one))
      .map((one) => `points to ${one}: expected one of ${REFERENCED_TABLES.join(', ')}`),
    ...checkReach(name, sql),
    ...allMatches(FORBIDDEN).map((one) => `says ${one.toLowerCase()}`),
  ];
}

/**
 * Checks what a text of SQL reaches of core: the functions that the contract exports, which are
 * asked for the plugin's own roles only.
 *
 * @returns what it may not, each as the end of a sentence
 */
export function checkReach(plugin: string, sql: string): string[] {
  const text = plainSql(sql).replaceAll(/\breferences\s+\w+\.\w+/gi, '');
  const reached = new Set([...text.matchAll(/\bcore\.\w+/gi)].map(([one]) => one.toLowerCase()));
  const asked = [...text.matchAll(/\broles_on_card\s*\(\s*[^,]+,[^,]+,\s*([^,]+?)\s*,/gi)];
  return [
    ...[...reached]
      .filter((one) => !(CALLED_FUNCTIONS as readonly string[]).includes(one))
      .map((one) => `reaches ${one}: expected one of ${CALLED_FUNCTIONS.join(', ')}`),
    ...asked
      .filter(([, whose]) => whose !== `'${plugin}'`)
      .map(([, whose]) => `asks for the roles of ${whose}: expected '${plugin}'`),
  ];
}

/** Without comments and quotes of names, and with each name of two parts written as one. */
function plainSql(sql: string): string {
  return sql
    .replaceAll(/'(?:[^']|'')*'|--[^\n]*|\/\*[^]*?\*\//g, (part) =>
      part.startsWith("'") ? part : ' ',
    )
    .replaceAll('"', '')
    .replaceAll(/\s*\.\s*/g, '.');
}
