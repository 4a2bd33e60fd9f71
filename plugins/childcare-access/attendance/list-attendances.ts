import type { Host } from '../../../core/contract/host.ts';
import type { Day } from '../../../core/contract/period.ts';
import { byDutch } from '../../../core/contract/text.ts';
import { Attendance, AttendanceChange } from './attendance.entity.ts';
import type { ChildcareConfig } from '../config.ts';
import { fetcherOf, reasonOf } from '../enrolments/sealed-about.ts';
import { findLocation } from '../places.ts';

/** One stay of a day, with whose it was. */
export interface NamedStay {
  readonly attendanceId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly arrivedAt: number;
  readonly departedAt: number | null;
  readonly departedBy: NonNullable<Attendance['departedBy']> | null;
  readonly meals: readonly string[];
  readonly isStruck: boolean;
  readonly isCorrected: boolean;
  /** These are told to the department alone. */
  readonly fetchedBy: string | null;
  readonly arrivalReason: string | null;
  readonly departureReason: string | null;
}

/**
 * The stays of a day at a location, by name.
 *
 * @throws Problem `childcare-access-not-here`
 */
export async function listAttendances(
  host: Host<ChildcareConfig>,
  { day, placeId }: { placeId: string; day: Day },
): Promise<NamedStay[]> {
  const { key: location } = findLocation(host, placeId);
  const { entities, municipality } = host;
  const stays = await entities.find(
    Attendance,
    { municipality, location, day },
    { orderBy: { arrivedAt: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const changes = await entities.find(
    AttendanceChange,
    { attendanceId: { $in: stays.map(({ id }) => id) } },
    { disableIdentityMap: true },
  );
  const corrected = new Set(changes.map(({ attendanceId }) => attendanceId));
  const persons = await host.passholders.describe(stays.map((one) => one.passholderId));
  const isDepartment = host.organizer === host.config.department;
  const opened = (sealed: string | null | undefined, about: string): string | null =>
    isDepartment && sealed ? host.secrets.open(sealed, about) : null;
  const named = stays.map((stay): NamedStay => {
    const { firstName = '', lastName = '' } = persons.get(stay.passholderId) ?? {};
    return {
      attendanceId: stay.id,
      firstName,
      lastName,
      arrivedAt: stay.arrivedAt,
      departedAt: stay.departedAt ?? null,
      departedBy: stay.departedBy ?? null,
      meals: stay.meals ?? [],
      isStruck: Boolean(stay.struckAt),
      isCorrected: corrected.has(stay.id),
      fetchedBy: opened(stay.sealedFetchedBy, fetcherOf(stay.id)),
      arrivalReason: opened(stay.sealedArrivalReason, reasonOf(`arrival ${stay.id}`)),
      departureReason: opened(stay.sealedDepartureReason, reasonOf(`departure ${stay.id}`)),
    };
  });
  return named.toSorted((a, b) =>
    byDutch(`${a.lastName} ${a.firstName}`, `${b.lastName} ${b.firstName}`),
  );
}
