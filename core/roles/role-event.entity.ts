import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { ConfigVersion } from '../municipalities/config-version.entity.ts';
import { MoneyFact } from '../billing/money-fact.entity.ts';
import { Organizer } from '../organizers/organizer.entity.ts';
import { Role } from './role.entity.ts';

/**
 * One thing that happened to a role: the period it had from then on, what it added to the
 * allowances and the fact that paid for it. The history of a role, in the order of its versions.
 */
export const RoleEvent = defineEntity({
  name: 'RoleEvent',
  ...tenantTable('core', 'role_event'),
  properties: {
    ...tenantKey,
    role: () => belongsTo(Role, 'role_id'),
    /** Of the role, from this event on. */
    version: p.integer(),
    kind: p.enum(['issued', 'renewed', 'amended', 'ended', 'withdrawn', 'expired'] as const),
    validFrom: p.date(),
    validUntil: p.date().nullable(),
    /** What it added to each allowance, by key; a withdrawal takes exactly that back. */
    grants: p.json<Record<string, number>>(),
    /** The event that a withdrawal takes back: once. */
    reverses: () => belongsTo(RoleEvent, 'reverses_id').nullable(),
    organizer: () => belongsTo(Organizer, 'organizer_id').nullable(),
    moneyFact: () => belongsTo(MoneyFact, 'money_fact_id').nullable(),
    configVersion: () => belongsTo(ConfigVersion, 'config_version_id').nullable(),
    happenedAt: p.datetime().columnType('timestamptz'),
    recordedAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
  uniques: [
    { properties: ['cardSystemId', 'role', 'version'] },
    { properties: ['cardSystemId', 'reverses'] },
  ],
});
