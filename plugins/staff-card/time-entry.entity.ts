import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { momentColumn } from '../../core/contract/moment.ts';
import { tenantKey, tenantTable } from '../../core/contract/table.ts';

/** Somebody who clocks in somewhere: the row is the lock on the entries of that person. */
export const ClockedHolder = defineEntity({
  name: 'StaffClockedHolder',
  ...tenantTable('staff_card', 'clocked_holder'),
  properties: { ...tenantKey, municipality: p.text(), passholderId: p.uuid() },
  uniques: [
    {
      name: 'clocked_holder_once',
      properties: ['cardSystemId', 'municipality', 'passholderId'],
    },
  ],
});

/**
 * From clocking in until clocking out. What was corrected is struck and stays on record; the entry
 * that stands in its place says which one it corrects.
 */
export const TimeEntry = defineEntity({
  name: 'StaffTimeEntry',
  ...tenantTable('staff_card', 'time_entry'),
  properties: {
    ...tenantKey,
    municipality: p.text(),
    passholderId: p.uuid(),
    staffNumber: p.text(),
    /** On which somebody clocked in, in Brussels. */
    day: p.date(),
    enteredAt: momentColumn(),
    leftAt: momentColumn().nullable(),
    /** The command by which somebody clocked out. */
    leftBy: p.uuid().nullable(),
    correctsId: p.uuid().nullable(),
    reason: p.text().nullable(),
    struckAt: momentColumn().nullable(),
  },
  indexes: [
    { name: 'time_entry_of_day', properties: ['cardSystemId', 'municipality', 'day'] },
    {
      name: 'time_entry_card_system_id_passholder_id_index',
      properties: ['cardSystemId', 'passholderId', 'enteredAt'],
    },
  ],
  checks: [
    {
      name: 'nobody_leaves_before_entering',
      expression: 'left_at is null or left_at >= entered_at',
    },
  ],
});
export type TimeEntry = InferEntity<typeof TimeEntry>;
