import type { Host } from '../../../core/contract/host.ts';
import type { Day } from '../../../core/contract/period.ts';
import type { ChildcareConfig } from '../config.ts';
import { fromThePast } from '../problems.ts';
import { todayOf } from '../today.ts';
import type { EnrolledRow } from './hold-enrolments.ts';

/** @throws Problem `childcare-access-from-the-past` for a first day before today */
export function assertNotPast(host: Host<ChildcareConfig>, from: Day): void {
  const today = todayOf(host);
  if (from >= today) return;
  const detail = `/from is ${from}; it must be ${today} or later`;
  throw fromThePast({ detail, jsonPointer: '/from' });
}

/** From when a change of an enrolment holds: today, or its first day where that is to come. */
export function holdsFrom(host: Host<ChildcareConfig>, { role }: EnrolledRow): Day {
  const today = todayOf(host);
  return role.period.from > today ? role.period.from : today;
}
