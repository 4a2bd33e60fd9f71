import type { Host } from '../../../core/contract/host.ts';
import { clockAt } from '../../../core/contract/period.ts';
import type { Activity } from '../activities/activity.entity.ts';
import { holdChildren } from '../activities/hold-activity.ts';
import type { ActivityPlace, GrabbelpasConfig } from '../config.ts';
import { overlaps } from '../problems.ts';
import { Enrolment } from './enrolment.entity.ts';
import { findBusy } from './read-children.ts';

/**
 * Makes each of these enrolments a place: a role of the child, and a charge. The social tariff, if
 * any, is core's.
 *
 * @param activity held
 * @param given.list where the request names the children, in the order of the enrolments; left out
 * when it does not
 * @returns what the payer owes for each place in cents, by the id of its enrolment
 * @throws Problem `grabbelpas-overlap`
 */
export async function givePlaces(
  host: Host<GrabbelpasConfig>,
  activity: Activity,
  given: {
    readonly enrolments: readonly Pick<Enrolment, 'id' | 'passholderId' | 'payerId'>[];
    readonly list?: string;
  },
): Promise<Map<string, number>> {
  const { enrolments, list } = given;
  const children = enrolments.map(({ passholderId }) => passholderId);
  await holdChildren(host, children);
  const busy = await findBusy(host, children, activity);
  if (busy.size > 0) throw overlaps(pointAt(list, children, busy));
  const owed = new Map<string, number>();
  // By holder: two orders that name the same siblings come one after the other.
  const inOrder = enrolments.toSorted((a, b) => (a.passholderId < b.passholderId ? -1 : 1));
  for (const enrolment of inOrder) {
    owed.set(enrolment.id, await givePlace(host, activity, enrolment));
  }
  return owed;
}

/** @returns what the payer owes for it in cents */
async function givePlace(
  host: Host<GrabbelpasConfig>,
  activity: Activity,
  { id, passholderId, payerId }: Pick<Enrolment, 'id' | 'passholderId' | 'payerId'>,
): Promise<number> {
  const { entities, roles } = host;
  const chargedOn = clockAt(host.now()).day;
  const { priceCents } = activity;
  const attributes = placeOf(activity);
  const { id: roleId } = await roles.issue({ passholderId, role: 'activity-place', attributes });
  const charged = await host.chargeInParts({
    about: placeFact(id),
    serviceDate: chargedOn,
    ...(payerId && { payerId }),
    items: [{ roleId, data: { kind: 'price', cents: priceCents } }],
  });
  const chargedCents = charged?.parts.find((part) => part.roleId === roleId)?.payerCents ?? 0;
  const given = { state: 'enrolled' as const, roleId, priceCents, chargedOn, chargedCents };
  await entities.nativeUpdate(Enrolment, { id }, { ...given, payerId: payerId ?? null });
  return chargedCents;
}

/** What is kept with the role of a place. */
export function placeOf({
  firstDay,
  from,
  id: activity,
  lastDay,
  place,
  title,
  until,
}: Activity): ActivityPlace {
  return { activity, title, place, firstDay, lastDay, from, until };
}

/** What the charge of a place is about. */
export function placeFact(enrolmentId: string): string {
  return `place/${enrolmentId}`;
}

/** Where a request names the first child of some; nowhere when it names none. */
export function pointAt(
  list: string | undefined,
  children: readonly string[],
  some: ReadonlySet<string>,
): { jsonPointer?: string } {
  if (list === undefined) return {};
  return { jsonPointer: `${list}/${children.findIndex((child) => some.has(child))}` };
}
