import { defineEntity, p } from '@mikro-orm/postgresql';
import { tenantKey, tenantTable } from '../contract/table.ts';

/**
 * How many wrong dates of birth were said of a pass holder. Its id is that of the holder, or is
 * made of a number that nobody has: what is counted tells nobody who has a pass. No reference,
 * because both are written alike.
 */
export const BirthGuess = defineEntity({
  name: 'BirthGuess',
  ...tenantTable('core', 'birth_guess'),
  properties: {
    ...tenantKey,
    wrong: p.integer(),
    /** From then on nothing is counted any more. */
    overAt: p.datetime(),
  },
  indexes: [{ properties: ['cardSystemId', 'overAt'] }],
});
