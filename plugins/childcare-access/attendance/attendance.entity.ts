import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { momentColumn } from '../../../core/contract/moment.ts';
import { tenantKey, tenantTable } from '../../../core/contract/table.ts';

/** One stay of a child, from tap to tap. It carries no money. */
export const Attendance = defineEntity({
  name: 'ChildcareAttendance',
  ...tenantTable('childcare_access', 'attendance'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    enrolmentId: p.uuid(),
    roleId: p.uuid(),
    passholderId: p.uuid(),
    location: p.text(),
    day: p.date(),
    arrivedAt: momentColumn(),
    /** Null while the child is inside. */
    departedAt: momentColumn().nullable(),
    /** With somebody's card, confirmed by staff, by itself; nobody tapped it out; by hand. */
    departedBy: p.enum(['card', 'staff', 'alone', 'closing', 'desk'] as const).nullable(),
    /** What it ate, by the names of the settings. */
    meals: p.array().default([]),
    /** Why a child came that was not expected. */
    sealedArrivalReason: p.text().nullable(),
    /** Who fetched it, as the list named him then; and the pass of that person, if he has one. */
    sealedFetchedBy: p.text().nullable(),
    fetchedById: p.uuid().nullable(),
    /** Why staff confirmed it. */
    sealedDepartureReason: p.text().nullable(),
    /** By which it answers the same tap again. */
    departureId: p.uuid().nullable(),
    struckAt: momentColumn().nullable(),
  },
  indexes: [
    {
      name: 'inside_at_one_location',
      expression:
        'create unique index inside_at_one_location on childcare_access.attendance ' +
        '(card_system_id, passholder_id) where departed_at is null and struck_at is null',
    },
    { properties: ['cardSystemId', 'municipality', 'day', 'location'] },
    { properties: ['cardSystemId', 'passholderId', 'day'] },
    { properties: ['cardSystemId', 'fetchedById'] },
  ],
  checks: [
    { name: 'a_stay_ends_after_it_began', expression: 'departed_at >= arrived_at' },
    {
      name: 'who_left_left_somehow',
      expression: '(departed_at is null) = (departed_by is null)',
    },
  ],
});
export type Attendance = InferEntity<typeof Attendance>;

/** A correction of a stay: what it said before, and why that was changed. Nothing is lost. */
export const AttendanceChange = defineEntity({
  name: 'ChildcareAttendanceChange',
  ...tenantTable('childcare_access', 'attendance_change'),
  properties: {
    ...tenantKey,
    attendanceId: p.uuid(),
    changedAt: momentColumn(),
    /** Null for a stay that was written down afterwards. */
    wasArrivedAt: momentColumn().nullable(),
    wasDepartedAt: momentColumn().nullable(),
    isStruck: p.boolean(),
    sealedReason: p.text(),
    /** The client by which it was corrected. */
    changedBy: p.text().nullable(),
  },
  indexes: [{ properties: ['cardSystemId', 'attendanceId'] }],
});
export type AttendanceChange = InferEntity<typeof AttendanceChange>;

/** Somebody who is barred wanted to fetch a child, and was refused. */
export const RefusedPickUp = defineEntity({
  name: 'ChildcareRefusedPickUp',
  ...tenantTable('childcare_access', 'refused_pick_up'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    roleId: p.uuid(),
    passholderId: p.uuid(),
    location: p.text(),
    day: p.date(),
    refusedAt: momentColumn(),
    /** Who it was, as the list named him then; and the pass of that person, if he has one. */
    sealedName: p.text(),
    barredId: p.uuid().nullable(),
  },
  indexes: [
    { properties: ['cardSystemId', 'municipality', 'day'] },
    { properties: ['cardSystemId', 'roleId'] },
    { properties: ['cardSystemId', 'passholderId'] },
    { properties: ['cardSystemId', 'barredId'] },
  ],
});
export type RefusedPickUp = InferEntity<typeof RefusedPickUp>;
