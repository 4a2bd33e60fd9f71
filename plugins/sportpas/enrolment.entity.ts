import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { momentColumn } from '../../core/contract/moment.ts';
import { tenantKey, tenantTable } from '../../core/contract/table.ts';

/** A lesson series as somebody enrolled for it: its row is the lock on its places. */
export const SeriesRow = defineEntity({
  name: 'SportSeries',
  ...tenantTable('sportpas', 'series'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    series: p.text(),
    /** The number of the last one who asked for a place. */
    lastNumber: p.integer().default(0),
  },
  uniques: [{ name: 'series_once', properties: ['cardSystemId', 'municipality', 'series'] }],
});

/** Somebody who asked for a place in a series, and what became of it. */
export const Enrolment = defineEntity({
  name: 'SportEnrolment',
  ...tenantTable('sportpas', 'enrolment'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    series: p.text(),
    /** The order in which they asked. */
    number: p.integer(),
    passholderId: p.uuid(),
    state: p.enum(['waiting', 'offered', 'enrolled', 'declined', 'lapsed', 'cancelled'] as const),
    /** What came of it at once. */
    began: p.enum(['enrolled', 'waiting'] as const),
    /** Of who has a place. */
    roleId: p.uuid().nullable(),
    /** Of who was offered one. */
    offerId: p.uuid().nullable(),
    offeredUntil: momentColumn().nullable(),
  },
  uniques: [
    {
      name: 'enrolment_in_order',
      properties: ['cardSystemId', 'municipality', 'series', 'number'],
    },
  ],
  indexes: [
    {
      name: 'one_enrolment_at_a_time',
      expression:
        "create unique index one_enrolment_at_a_time on sportpas.enrolment (card_system_id, municipality, series, passholder_id) where state in ('waiting', 'offered', 'enrolled')",
    },
    { properties: ['cardSystemId', 'passholderId'] },
  ],
  checks: [
    {
      name: 'a_place_is_a_role',
      expression: "state <> 'enrolled' or role_id is not null",
    },
    {
      name: 'an_offer_has_a_deadline',
      expression: "state <> 'offered' or num_nulls(offer_id, offered_until) = 0",
    },
  ],
});
export type Enrolment = InferEntity<typeof Enrolment>;
