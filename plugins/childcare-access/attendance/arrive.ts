import type { Host } from '../../../core/contract/host.ts';
import { Attendance } from './attendance.entity.ts';
import type { ChildcareConfig } from '../config.ts';
import { isExpected } from '../day-type.ts';
import { enrolledHere } from './enrolled-here.ts';
import { findByCard } from '../enrolments/find-child.ts';
import { holdEnrolments } from '../enrolments/hold-enrolments.ts';
import { reasonOf } from '../enrolments/sealed-about.ts';
import { todayOf } from '../today.ts';
import { findLocation } from '../places.ts';
import { alreadyInside, notExpected } from '../problems.ts';
import { writeStay } from './write-stay.ts';
import { openDay, reopenSettled } from '../money/days-to-settle.ts';

/** A tap at the door of a location, by who comes in. */
export interface Arrival {
  /** Of the attendance that is made. */
  readonly id: string;
  readonly card: string;
  readonly placeId: string;
  /** Why a child is taken in that was not expected. */
  readonly because?: string | undefined;
}

/**
 * Opens an attendance. A child is inside once: of many taps at the same moment one opens it.
 *
 * @throws Problem, each `childcare-access-`: `not-here`, `holder-not-found`, `not-enrolled`,
 * `not-expected`, `already-inside`
 */
export async function arrive(host: Host<ChildcareConfig>, tap: Arrival): Promise<void> {
  const { config, entities } = host;
  const { because, id, placeId } = tap;
  const { key: location } = findLocation(host, placeId);
  const passholderId = await findByCard(host, tap.card);
  const day = todayOf(host);
  const held = await holdEnrolments(host, passholderId);
  const here = enrolledHere(held, { day, location });
  if (because === undefined && !isExpected(here.child, day, config)) throw notExpected();
  const inside = { passholderId, departedAt: null, struckAt: null };
  if ((await entities.count(Attendance, inside)) > 0) throw alreadyInside();
  await openDay(host, day);
  await reopenSettled(host, day);
  const sealedArrivalReason =
    because === undefined ? null : host.secrets.seal(because, reasonOf(`arrival ${id}`));
  await writeStay(host, here, { id, location, day, arrivedAt: host.now(), sealedArrivalReason });
}
