import { p } from '@mikro-orm/core';

/** The session variable that says whose rows a transaction may see; without it there are none. */
export const TENANT_VARIABLE = 'app.card_system';

/**
 * The key of every tenant table. Both columns are part of every reference and unique index, so
 * that no row can point into another card system.
 */
export const tenantKey = {
  cardSystemId: p.integer().primary(),
  id: p.uuid().primary(),
};

/**
 * What makes a table a tenant table: its schema, its name and the policy that shows a transaction
 * the rows of its own card system only.
 */
export function tenantTable<Schema extends string>(schema: Schema, tableName: string) {
  const ownRows = `card_system_id = nullif(current_setting('${TENANT_VARIABLE}', true), '')::int`;
  return {
    schema,
    tableName,
    policies: [{ name: `${tableName}_of_card_system`, using: ownRows, check: ownRows }],
  };
}

/** The tables of core that a plugin's own tables may point to, always with the card system. */
export const REFERENCED_TABLES = [
  'core.person',
  'core.passholder',
  'core.role',
  'core.organizer',
  'core.place',
] as const;

/**
 * The functions of core that the SQL of a plugin may call: the only way in which it reads what is
 * core's. `enter_card_system(card_system)` comes first; `roles_on_card(card_system, asked, plugin,
 * town)` answers the plugin's own roles on the card that a number stands for.
 */
export const CALLED_FUNCTIONS = ['core.enter_card_system', 'core.roles_on_card'] as const;
