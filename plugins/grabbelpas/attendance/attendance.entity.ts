import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { momentColumn } from '../../../core/contract/moment.ts';
import { tenantKey, tenantTable } from '../../../core/contract/table.ts';

/** A child that was there on a day. What was struck was a mistake, and stays on record. */
export const Attendance = defineEntity({
  name: 'HolidayAttendance',
  ...tenantTable('grabbelpas', 'attendance'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    enrolmentId: p.uuid(),
    day: p.date(),
    happenedAt: momentColumn(),
    struckAt: momentColumn().nullable(),
  },
  indexes: [
    {
      name: 'one_attendance_a_day',
      expression:
        'create unique index one_attendance_a_day on grabbelpas.attendance (card_system_id, ' +
        'enrolment_id, day) where struck_at is null',
    },
  ],
});
export type Attendance = InferEntity<typeof Attendance>;
