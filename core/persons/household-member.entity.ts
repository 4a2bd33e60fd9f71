import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Household } from './household.entity.ts';
import { Person } from './person.entity.ts';

/**
 * A person of a household and what he or she is in it. Who is in a family (`family`) is nobody's
 * partner, child or guardian by that: no rule counts it.
 */
export const HouseholdMember = defineEntity({
  name: 'HouseholdMember',
  ...tenantTable('core', 'household_member'),
  properties: {
    ...tenantKey,
    household: () => belongsTo(Household, 'household_id'),
    person: () => belongsTo(Person, 'person_id'),
    relation: p.enum(['adult', 'child', 'guardian', 'family'] as const),
    /** Of a family: how the app shows the member. */
    icon: p.text().nullable(),
    /** Of a family: since when. */
    joinedAt: p.datetime().nullable(),
  },
  uniques: [{ properties: ['cardSystemId', 'household', 'person'] }],
  indexes: [{ properties: ['cardSystemId', 'person'] }],
});
