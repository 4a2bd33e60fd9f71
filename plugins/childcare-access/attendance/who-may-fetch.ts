import type { Host } from '../../../core/contract/host.ts';
import { Attendance } from './attendance.entity.ts';
import type { ChildcareConfig, EnrolledChild } from '../config.ts';
import { Contact } from '../enrolments/enrolment.entity.ts';
import { CHILD } from '../enrolments/hold-enrolments.ts';
import { nameOf } from '../enrolments/sealed-about.ts';
import { locationOf } from '../places.ts';
import { attendanceNotFound } from '../problems.ts';

/** With whom a child that is inside may leave, and with whom never. */
export interface WhoMayFetch {
  readonly mayLeaveAlone: boolean;
  readonly persons: readonly {
    readonly id: string;
    readonly kind: 'pick-up' | 'barred';
    readonly name: string;
    /** Whose own card proves who it is. */
    readonly hasCard: boolean;
  }[];
}

/**
 * Who may fetch a child that is inside, for who works at its location: staff that confirms who
 * stands at the door has to know the names. Who pays, and where else it is enrolled, is not told.
 *
 * @throws Problem `childcare-access-attendance-not-found`, also for a child that has left, and for
 * one of another location
 */
export async function listWhoMayFetch(
  host: Host<ChildcareConfig>,
  attendanceId: string,
): Promise<WhoMayFetch> {
  const { entities, municipality, secrets } = host;
  const inside = await entities.findOne(
    Attendance,
    { id: attendanceId, municipality, departedAt: null, struckAt: null },
    { disableIdentityMap: true },
  );
  if (!inside || !locationOf(host, inside.location)) throw attendanceNotFound();
  const { enrolmentId, passholderId, roleId } = inside;
  const roles = await host.roles.list(CHILD, { passholderId });
  const child = roles.find(({ id }) => id === roleId)?.attributes as EnrolledChild | undefined;
  const persons = await entities.find(
    Contact,
    { enrolmentId },
    { orderBy: { position: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  return {
    mayLeaveAlone: child?.mayLeaveAlone === true,
    persons: persons.map(({ id, kind, passholderId: holder, sealedName }) => {
      return { id, kind, name: secrets.open(sealedName, nameOf(id)), hasCard: Boolean(holder) };
    }),
  };
}
