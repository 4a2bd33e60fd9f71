import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { tenantKey, tenantTable } from '../../../core/contract/table.ts';

/** A holiday activity. Its row is the lock on its places. */
export const Activity = defineEntity({
  name: 'HolidayActivity',
  ...tenantTable('grabbelpas', 'activity'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    /** Its number in the brochure of the department, by which a list knows it again. */
    code: p.text(),
    title: p.text(),
    place: p.text(),
    firstDay: p.date(),
    lastDay: p.date(),
    from: p.text().name('from_time'),
    until: p.text().name('until_time'),
    agesFrom: p.integer(),
    agesUntil: p.integer(),
    places: p.integer(),
    priceCents: p.integer(),
    giver: p.text().nullable(),
    owedCents: p.integer(),
    owedPer: p.enum(['present', 'place'] as const),
    openDays: p.integer(),
    isCancelled: p.boolean().default(false),
    /** What its giver is owed was settled. */
    isSettled: p.boolean().default(false),
    /** The number of the last one who asked for a place. */
    lastNumber: p.integer().default(0),
  },
  uniques: [{ name: 'activity_code_once', properties: ['cardSystemId', 'municipality', 'code'] }],
  indexes: [
    {
      name: 'activity_by_day',
      properties: ['cardSystemId', 'municipality', 'lastDay'],
    },
  ],
  checks: [
    { name: 'an_activity_ends_after_it_begins', expression: 'first_day <= last_day' },
    { name: 'an_activity_has_places', expression: 'places > 0' },
  ],
});
export type Activity = InferEntity<typeof Activity>;
