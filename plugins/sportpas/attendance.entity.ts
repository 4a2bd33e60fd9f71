import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { momentColumn } from '../../core/contract/moment.ts';
import { tenantKey, tenantTable } from '../../core/contract/table.ts';

/** One who attended the lesson of a day. What was struck was a mistake, and stays on record. */
export const Attendance = defineEntity({
  name: 'SportAttendance',
  ...tenantTable('sportpas', 'attendance'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    enrolmentId: p.uuid(),
    roleId: p.uuid(),
    day: p.date(),
    happenedAt: momentColumn(),
    isSettled: p.boolean().default(false),
    struckAt: momentColumn().nullable(),
  },
  indexes: [
    {
      name: 'one_attendance_a_day',
      expression:
        'create unique index one_attendance_a_day on sportpas.attendance (card_system_id, ' +
        'enrolment_id, day) where struck_at is null',
    },
    {
      name: 'attendance_to_settle',
      expression:
        'create index attendance_to_settle on sportpas.attendance (card_system_id, municipality, ' +
        'day) where not is_settled and struck_at is null',
    },
  ],
});
export type Attendance = InferEntity<typeof Attendance>;
