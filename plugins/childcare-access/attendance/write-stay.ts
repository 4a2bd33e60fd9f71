import type { Host } from '../../../core/contract/host.ts';
import { Attendance } from './attendance.entity.ts';
import type { ChildcareConfig } from '../config.ts';
import type { EnrolledRow } from '../enrolments/hold-enrolments.ts';

/** What is written down of a stay, but for whose it is. */
export type Stay = Pick<Attendance, 'arrivedAt' | 'day' | 'id' | 'location'> &
  Partial<Pick<Attendance, 'departedAt' | 'departedBy' | 'sealedArrivalReason'>>;

/** Writes a stay of a child down, before anything is known of what it ate. */
export async function writeStay(
  { cardSystemId, entities, municipality }: Host<ChildcareConfig>,
  { enrolment, role }: EnrolledRow,
  stay: Stay,
): Promise<void> {
  const { id: enrolmentId, passholderId } = enrolment;
  const whose = { cardSystemId, municipality, enrolmentId, roleId: role.id, passholderId };
  await entities.insert(Attendance, { ...whose, ...stay, meals: [] });
}
