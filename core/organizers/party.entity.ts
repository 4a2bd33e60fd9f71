import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';
import { belongsTo } from '../database/belongs-to.ts';
import { Municipality } from '../municipalities/municipality.entity.ts';
import { Passholder } from '../passes/passholder.entity.ts';
import { Household } from '../persons/household.entity.ts';

/**
 * Who can owe or be owed: a department, legal entity, municipality, household payer, pot or
 * external body.
 */
export const Party = defineEntity({
  name: 'Party',
  ...tenantTable('core', 'party'),
  properties: {
    ...tenantKey,
    municipality: () => belongsTo(Municipality, 'municipality_id'),
    key: p.text(),
    kind: p.enum([
      'department',
      'legal-entity',
      'municipality',
      'household',
      'pot',
      'external',
    ] as const),
    name: p.text(),
    costCentre: p.text().nullable(),
    legalEntity: () => belongsTo(Party, 'legal_entity_id').nullable(),
    /** Of a household that pays: which one, or who pays alone. */
    household: () => belongsTo(Household, 'household_id').nullable(),
    passholder: () => belongsTo(Passholder, 'passholder_id').nullable(),
  },
  uniques: [
    { properties: ['cardSystemId', 'municipality', 'key'] },
    { properties: ['cardSystemId', 'municipality', 'household'] },
    { properties: ['cardSystemId', 'municipality', 'passholder'] },
  ],
  checks: [
    {
      name: 'a_household_says_who_pays',
      expression: "num_nonnulls(household_id, passholder_id) = (kind = 'household')::int",
    },
  ],
});
