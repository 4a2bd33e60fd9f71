import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Role } from './role.entity.ts';

/** A counted amount that a role gives. `used` never passes `granted`. */
export const Allowance = defineEntity({
  name: 'Allowance',
  ...tenantTable('core', 'allowance'),
  properties: {
    ...tenantKey,
    role: () => belongsTo(Role, 'role_id'),
    key: p.text(),
    unit: p.enum(['turn', 'cent'] as const),
    granted: p.integer(),
    used: p.integer().default(0),
    validUntil: p.date().nullable(),
  },
  uniques: [{ properties: ['cardSystemId', 'role', 'key'] }],
  checks: [{ name: 'allowance_never_overdrawn', expression: 'used >= 0 and used <= granted' }],
});
