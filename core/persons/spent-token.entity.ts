import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';

/**
 * That a registration token was used, for as long as it could be used again; never whose it was.
 */
export const SpentToken = defineEntity({
  name: 'SpentToken',
  ...tenantTable('core', 'spent_token'),
  properties: { ...tenantKey, spentAt: p.datetime() },
});
