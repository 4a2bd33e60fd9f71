import type { Host } from '../../../core/contract/host.ts';
import { Attendance, RefusedPickUp } from './attendance.entity.ts';
import type { ChildcareConfig } from '../config.ts';
import { Contact } from '../enrolments/enrolment.entity.ts';
import { findByCard } from '../enrolments/find-child.ts';
import { holdEnrolments } from '../enrolments/hold-enrolments.ts';
import { fetcherOf, nameOf, reasonOf } from '../enrolments/sealed-about.ts';
import { todayOf } from '../today.ts';
import { judgeLeaving, type Leaving, type Verdict } from './pick-up.ts';
import { reopenSettled } from '../money/days-to-settle.ts';
import { findLocation } from '../places.ts';
import { notInside, pickUpRefused } from '../problems.ts';

/** A tap at the door of a location, by who goes home. */
export interface Departure {
  /** Of the departure. */
  readonly id: string;
  /** A card of the child; the stay of one whose card is lost or blocked. */
  readonly whose: { readonly card: string } | { readonly attendanceId: string };
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
  const { entities, secrets } = host;
  const { key: location } = findLocation(host, tap.placeId);
  const child = await childOf(host, tap);
  const leaving = await leavingOf(host, tap);
  const { passholderId } =
    'passholderId' in child ? child : await findInside(host, { location, ...child });
  const held = await holdEnrolments(host, passholderId);
  const inside = await findInside(host, { location, ...child });
  const { arrivedAt, day, enrolmentId, id } = inside;
  const enrolled = held.find(({ enrolment }) => enrolment.id === enrolmentId)?.child;
  const { person, verdict } = await judge(host, leaving, {
    enrolmentId,
    mayLeaveAlone: enrolled?.mayLeaveAlone === true,
  });
  if ('refused' in verdict) throw pickUpRefused({ refused: verdict.refused });
  const because = tap.confirmed?.because;
  // Closed as forgotten in the meantime, it is inside no more.
  const left = await entities.nativeUpdate(
    Attendance,
    { id, departedAt: null, struckAt: null },
    {
      departedAt: Math.max(host.now(), arrivedAt),
      departedBy: leaving.by,
      departureId: tap.id,
      fetchedById: person?.passholderId ?? null,
      sealedFetchedBy: person && secrets.seal(person.name, fetcherOf(id)),
      sealedDepartureReason:
        because === undefined ? null : secrets.seal(because, reasonOf(`departure ${id}`)),
    },
  );
  if (left === 0) throw notInside();
  await reopenSettled(host, day);
  return id;
}

/**
 * Writes down that somebody who is barred wanted to fetch a child, so that staff can act: the
 * departure that was refused left nothing behind. Whoever else is refused is not written down.
 */
export async function noteBarred(host: Host<ChildcareConfig>, tap: Departure): Promise<void> {
  const { key: location } = findLocation(host, tap.placeId);
  const child = await childOf(host, tap);
  const leaving = await leavingOf(host, tap);
  const inside = await findInside(host, { location, ...child });
  const { enrolmentId, passholderId, roleId } = inside;
  const asked = { enrolmentId, mayLeaveAlone: false };
  const { person, verdict } = await judge(host, leaving, asked);
  if (!person || !('refused' in verdict)) return;
  const { cardSystemId, municipality } = host;
  const { id } = tap;
  const refusal = {
    cardSystemId,
    id,
    municipality,
    roleId,
    passholderId,
    location,
    day: todayOf(host),
    refusedAt: host.now(),
    sealedName: host.secrets.seal(person.name, fetcherOf(id)),
    barredId: person.passholderId,
  };
  await host.entities.upsert(RefusedPickUp, refusal, {
    onConflictFields: ['cardSystemId', 'id'],
    onConflictAction: 'ignore',
    disableIdentityMap: true,
  });
}

/** By which the stay of a child is found. */
type ChildOfTap = { readonly passholderId: string } | { readonly id: string };

async function childOf(host: Host<ChildcareConfig>, { whose }: Departure): Promise<ChildOfTap> {
  if ('attendanceId' in whose) return { id: whose.attendanceId };
  return { passholderId: await findByCard(host, whose.card) };
}

async function findInside(
  { entities, municipality }: Host<ChildcareConfig>,
  child: ChildOfTap & { readonly location: string },
): Promise<Attendance> {
  // Another town of the card may have a location of the same name.
  const inside = await entities.findOne(
    Attendance,
    { ...child, municipality, departedAt: null, struckAt: null },
    { disableIdentityMap: true },
  );
  if (!inside) throw notInside();
  return inside;
}

/** Whether the child may leave so, and about whom of its list that is. */
async function judge(
  { entities, secrets }: Host<ChildcareConfig>,
  leaving: Leaving,
  { enrolmentId, mayLeaveAlone }: { enrolmentId: string; mayLeaveAlone: boolean },
): Promise<{
  verdict: Verdict;
  person: { name: string; passholderId: string | null } | null;
}> {
  const contacts = await entities.find(
    Contact,
    { enrolmentId },
    { orderBy: { position: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const persons = contacts.map(({ id, kind, passholderId = null }) => {
    return { id, kind, passholderId };
  });
  const verdict = judgeLeaving(leaving, { mayLeaveAlone, persons });
  const personId = 'personId' in verdict ? verdict.personId : null;
  const meant = contacts.find(({ id }) => id === personId);
  if (!meant) return { verdict, person: null };
  const { id, passholderId = null, sealedName } = meant;
  return { verdict, person: { name: secrets.open(sealedName, nameOf(id)), passholderId } };
}

async function leavingOf(
  host: Host<ChildcareConfig>,
  tap: Pick<Departure, 'confirmed' | 'pickUpCard'>,
): Promise<Leaving> {
  const { confirmed, pickUpCard } = tap;
  // A card proves more than a word: a barred person is refused by it, whatever staff confirmed.
  if (pickUpCard !== undefined) {
    return { by: 'card', passholderId: await findByCard(host, pickUpCard) };
  }
  return confirmed ? { by: 'staff', personId: confirmed.personId } : { by: 'alone' };
}
