import type { PluginDefinition } from '../contract/plugin.ts';

const PERSONS = /\breferences\s+"?core"?\."?(?:person|passholder|role)"?\b/i;

/**
 * Checks that a plugin whose tables point to persons, pass holders or roles says what they keep of
 * somebody and how it is erased: otherwise an export would leave it out, and an erasure would fail.
 */
export function checkPersons({ migrations = [], persons }: PluginDefinition): string[] {
  const pointing = migrations.filter(({ sql }) => PERSONS.test(sql));
  if (persons || pointing.length === 0) return [];
  return pointing.map(
    ({ name }) =>
      `has the migration ${name} that points to persons: expected persons: { export, erase }`,
  );
}
