import { defineEntity, p } from '@mikro-orm/postgresql';
import { CALENDAR_PERIODS } from '../contract/period.ts';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Role } from './role.entity.ts';

/**
 * A counted amount that a role gives: one row for as long as the role lasts (`ROLE`), or one for
 * each calendar period, from its first day, written at the first use in it. What is used and what
 * lapsed with a use never pass `granted`.
 */
export const Allowance = defineEntity({
  name: 'Allowance',
  ...tenantTable('core', 'allowance'),
  properties: {
    ...tenantKey,
    role: () => belongsTo(Role, 'role_id'),
    key: p.text(),
    unit: p.enum(['turn', 'cent'] as const),
    period: p.enum(['ROLE', ...CALENDAR_PERIODS] as const).default('ROLE'),
    granted: p.integer(),
    used: p.integer().default(0),
    lapsed: p.integer().default(0),
    validFrom: p.date(),
    validUntil: p.date().nullable(),
  },
  uniques: [{ properties: ['cardSystemId', 'role', 'key', 'period', 'validFrom'] }],
  indexes: [
    {
      name: 'one_allowance_of_role',
      expression:
        "create unique index one_allowance_of_role on core.allowance (card_system_id, role_id, key) where period = 'ROLE'",
    },
  ],
  checks: [
    {
      name: 'allowance_never_overdrawn',
      expression: 'used >= 0 and lapsed >= 0 and used + lapsed <= granted',
    },
  ],
});
