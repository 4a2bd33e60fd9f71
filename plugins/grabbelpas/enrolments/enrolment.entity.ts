import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { momentColumn } from '../../../core/contract/moment.ts';
import { tenantKey, tenantTable } from '../../../core/contract/table.ts';

/** A child that has enrolments: its row, by the id of the pass holder, is the lock on its hours. */
export const Child = defineEntity({
  name: 'HolidayChild',
  ...tenantTable('grabbelpas', 'child'),
  properties: { ...tenantKey },
});

/** Somebody who asked for a place in an activity, and what became of it. */
export const Enrolment = defineEntity({
  name: 'HolidayEnrolment',
  ...tenantTable('grabbelpas', 'enrolment'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    activityId: p.uuid(),
    /** The same for all who asked for places together: these are all given, or none is. */
    together: p.uuid(),
    /** The order in which they asked, within the activity. */
    number: p.integer(),
    passholderId: p.uuid(),
    state: p.enum([
      'waiting',
      'offered',
      'enrolled',
      'declined',
      'lapsed',
      'cancelled',
      'activity-cancelled',
    ] as const),
    /** What came of it at once. */
    began: p.enum(['enrolled', 'waiting'] as const),
    /** Of who has, or had, a place. */
    roleId: p.uuid().nullable(),
    /** Whose account the place is on; null for the household. */
    payerId: p.uuid().nullable(),
    /** It was charged to somebody who was erased since. */
    isPayerErased: p.boolean().default(false),
    priceCents: p.integer().default(0),
    chargedOn: p.date().nullable(),
    /** What was told of it at the desk that asked, to tell that desk again; shown nowhere else. */
    chargedCents: p.integer().nullable(),
    /** Of who was offered one. */
    offerId: p.uuid().nullable(),
    offeredUntil: momentColumn().nullable(),
    /** The activity went to another day, hour or place while somebody had this place. */
    isMoved: p.boolean().default(false),
    /** It was given up too late for all of it to come back: a note of a doctor gives the rest. */
    isKept: p.boolean().default(false),
    /** Somebody had this place when the activity began. */
    isHeld: p.boolean().default(false),
    /** What the giver is owed for it was looked at. */
    isSettled: p.boolean().default(false),
  },
  uniques: [{ name: 'enrolment_in_order', properties: ['cardSystemId', 'activityId', 'number'] }],
  indexes: [
    {
      name: 'one_enrolment_at_a_time',
      expression:
        'create unique index one_enrolment_at_a_time on grabbelpas.enrolment (card_system_id, ' +
        "activity_id, passholder_id) where state in ('waiting', 'offered', 'enrolled')",
    },
    { name: 'enrolment_of_child', properties: ['cardSystemId', 'passholderId'] },
    { name: 'enrolment_together', properties: ['cardSystemId', 'together'] },
    { name: 'enrolment_by_offer', properties: ['cardSystemId', 'offerId'] },
  ],
  checks: [
    { name: 'a_place_is_a_role', expression: "state <> 'enrolled' or role_id is not null" },
    {
      name: 'an_offer_has_a_deadline',
      expression: "state <> 'offered' or num_nulls(offer_id, offered_until) = 0",
    },
  ],
});
export type Enrolment = InferEntity<typeof Enrolment>;

/** The states in which an enrolment counts. */
export const LIVE = { $in: ['waiting', 'offered', 'enrolled'] } as const;
/**
 * Those of which a family may hear: also that the activity was cancelled, and of a place that it
 * gave up, for which a note of a doctor may come afterwards.
 */
export const TOLD = { $in: [...LIVE.$in, 'activity-cancelled', 'cancelled'] } as const;
/** Those that take a place. */
export const TAKEN = { $in: ['offered', 'enrolled'] } as const;
