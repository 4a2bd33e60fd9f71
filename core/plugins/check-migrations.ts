import type { PluginDefinition } from '../contract/plugin.ts';
import { REFERENCED_TABLES } from '../contract/table.ts';

/** The PostgreSQL schema of a plugin: `staff_card` for staff-card. */
export function schemaOf(plugin: string): string {
  return plugin.replaceAll('-', '_');
}

/** What can be made, and what is written to: the name that follows must be in the plugin's schema. */
const OWN_ONLY = [
  /\b(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:table|function|view|sequence|type)\s+(?:if\s+(?:not\s+)?exists\s+)?(\S+)/gi,
  /\bcreate\s+(?:unique\s+)?(?:index|policy|trigger)\s+\S+\s+(?:[\w\s]+\s)?on\s+(\S+)/gi,
  /\b(?:insert\s+into|delete\s+from|truncate(?:\s+table)?)\s+(\S+)/gi,
  /\bupdate\s+(\S+)\s+(?:\w+\s+)?set\b/gi,
];

const FORBIDDEN =
  /\b(?:grant|revoke|security\s+definer|disable\s+row\s+level\s+security|owner\s+to)\b/gi;

/**
 * Checks the migrations of a plugin: each named once and in order, making and writing nothing
 * outside its own schema, and pointing only to the tables that the contract exports.
 *
 * It reads the text, as a reviewer would: it catches mistakes, not malice.
 */
export function checkMigrations({ name, migrations = [] }: PluginDefinition): string[] {
  const names = migrations.map((migration) => migration.name);
  const inOrder = names.every((one, at) => at === 0 || (names[at - 1] ?? '') < one);
  return [
    ...names
      .filter((one) => !/^\d{4}-[a-z0-9-]+$/.test(one))
      .map((one) => `has the migration ${one}: expected a name such as 0001-review-list`),
    ...(inOrder ? [] : [`has migrations out of order: ${names.join(', ')}`]),
    ...migrations.flatMap((migration) =>
      checkSql(schemaOf(name), migration.sql).map(
        (fault) => `has the migration ${migration.name} that ${fault}`,
      ),
    ),
  ];
}

function checkSql(schema: string, sql: string): string[] {
  const text = sql.replaceAll(/--.*$/gm, '').replaceAll('"', '');
  const isOwn = (name: string): boolean => name.startsWith(`${schema}.`);
  const allMatches = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(([whole, named]) => named ?? whole);

  const schemas = allMatches(/\bcreate\s+schema\s+(?:if\s+not\s+exists\s+)?(\w+)/gi);
  const touched = OWN_ONLY.flatMap(allMatches);
  const pointed = allMatches(/\breferences\s+(\w+\.\w+)/gi);
  return [
    ...schemas.filter((one) => one !== schema).map((one) => `makes the schema ${one}`),
    ...touched.filter((one) => !isOwn(one)).map((one) => `touches ${one} outside ${schema}`),
    ...pointed
      .filter((one) => !isOwn(one) && !(REFERENCED_TABLES as readonly string[]).includes(one))
      .map((one) => `points to ${one}: expected one of ${REFERENCED_TABLES.join(', ')}`),
    ...allMatches(FORBIDDEN).map((one) => `says ${one.toLowerCase()}`),
  ];
}
