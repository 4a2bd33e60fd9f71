import { p } from '@mikro-orm/postgresql';

type Target = Parameters<typeof p.manyToOne>[0];

/**
 * A reference inside the tenant: the foreign key is (card_system_id, column), so it cannot point
 * into another card system, and what is referred to cannot be removed.
 *
 * @example passholder: () => belongsTo(Passholder, 'passholder_id')
 */
export function belongsTo<T extends Target>(target: T, column: string) {
  return p
    .manyToOne(target)
    .joinColumns('card_system_id', column)
    .deleteRule('restrict')
    .updateRule('restrict');
}
