import { defineEntity, p } from '@mikro-orm/postgresql';

/** The area where a pass's social tariff is valid: the tenant. Visible to all, holds no secrets. */
export const CardSystem = defineEntity({
  name: 'CardSystem',
  schema: 'core',
  tableName: 'card_system',
  properties: {
    id: p.integer().primary().autoincrement(false),
    name: p.text(),
  },
});
