import type { Host } from '../../core/contract/host.ts';
import { Attendance } from './attendance.entity.ts';
import type { ChildcareConfig } from './config.ts';
import { Contact } from './enrolment.entity.ts';
import { findByCard, holdEnrolments, reasonOf } from './enrolments.ts';
import { judgeLeaving, type Leaving } from './pick-up.ts';
import { findLocation } from './places.ts';
import { notInside, pickUpRefused } from './problems.ts';

/** A tap at the door of a location, by who goes home. */
export interface Departure {
  /** Of the departure. */
  readonly id: string;
  readonly card: string;
  readonly placeId: string;
  /** Of who fetches the child. */
  readonly pickUpCard?: string | undefined;
  /** Who fetches it, by the id of the list, when staff confirms it. */
  readonly confirmed?: { readonly personId: string; readonly because: string } | undefined;
}

/**
 * Closes the attendance of a child: fetched by somebody who is named, or alone where it may.
 *
 * @returns the attendance that was closed
 * @throws Problem, each `childcare-access-`: `not-here`, `holder-not-found`, `not-inside`,
 * `pick-up-refused`
 */
export async function depart(host: Host<ChildcareConfig>, tap: Departure): Promise<string> {
  const { entities } = host;
  const { key: location } = findLocation(host, tap.placeId);
  const passholderId = await findByCard(host, tap.card);
  const leaving = await leavingOf(host, tap);
  const held = await holdEnrolments(host, passholderId);
  const inside = await entities.findOne(
    Attendance,
    { passholderId, location, departedAt: null, struckAt: null },
    { disableIdentityMap: true },
  );
  if (!inside) throw notInside();
  const { enrolmentId, id } = inside;
  const persons = await entities.find(Contact, { enrolmentId }, { disableIdentityMap: true });
  const child = held.find(({ enrolment }) => enrolment.id === enrolmentId)?.child;
  const mayLeaveAlone = child?.mayLeaveAlone === true;
  const verdict = judgeLeaving(leaving, {
    mayLeaveAlone,
    persons: persons.map((one) => ({
      id: one.id,
      kind: one.kind,
      passholderId: one.passholderId ?? null,
    })),
  });
  if ('refused' in verdict) throw pickUpRefused({ refused: verdict.refused });
  const because = tap.confirmed?.because;
  // Closed as forgotten in the meantime, it is inside no more.
  const left = await entities.nativeUpdate(
    Attendance,
    { id, departedAt: null, struckAt: null },
    {
      departedAt: Math.max(host.now(), inside.arrivedAt),
      departedBy: leaving.by,
      departureId: tap.id,
      contactId: verdict.personId,
      sealedDepartureReason:
        because === undefined ? null : host.secrets.seal(because, reasonOf(`departure ${id}`)),
    },
  );
  if (left === 0) throw notInside();
  return id;
}

async function leavingOf(host: Host<ChildcareConfig>, tap: Departure): Promise<Leaving> {
  const { confirmed, pickUpCard } = tap;
  // A card proves more than a word: a barred person is refused by it, whatever staff confirmed.
  if (pickUpCard !== undefined) {
    return { by: 'card', passholderId: await findByCard(host, pickUpCard) };
  }
  return confirmed ? { by: 'staff', personId: confirmed.personId } : { by: 'alone' };
}
