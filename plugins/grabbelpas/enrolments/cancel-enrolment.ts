import type { Host } from '../../../core/contract/host.ts';
import { addToDay, clockAt } from '../../../core/contract/period.ts';
import type { Activity } from '../activities/activity.entity.ts';
import { hasBegun } from '../activities/activity-hours.ts';
import { holdActivity } from '../activities/hold-activity.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Enrolment } from './enrolment.entity.ts';
import { placeFact } from './give-places.ts';
import { offerFreePlaces } from './offer-free-places.ts';
import { activityBegun, activityOver, enrolmentNotFound } from '../problems.ts';
import { decideRefund, keptCents } from './refund.ts';

/** What is asked: this enrolment ends. */
export interface Cancellation {
  readonly id: string;
  /** A doctor wrote that the child cannot take part: everything is given back. */
  readonly hasNote: boolean;
}

/** What is written of an enrolment that has ended or waits again: no offer. */
const NO_OFFER = { offerId: null, offeredUntil: null } as const;

/**
 * Cancels an enrolment: whoever waits leaves the list, whoever has a place gives it up and gets
 * back what the rule says, and the place is offered to who waits. A note of a doctor gives back all
 * of it, also when it comes after a cancellation that did not.
 *
 * @throws Problem, each `grabbelpas-`: `enrolment-not-found`, `activity-not-found`,
 * `activity-begun`, `activity-over`
 */
export async function cancelEnrolment(
  host: Host<GrabbelpasConfig>,
  { hasNote, id }: Cancellation,
): Promise<void> {
  const { activity, enrolment } = await holdEnrolment(host, id);
  const { state } = enrolment;
  if (state === 'declined' || state === 'lapsed') throw enrolmentNotFound();
  if (state === 'cancelled') return giveBackAfterwards(host, activity, { enrolment, hasNote });
  if (state === 'enrolled') await giveUp(host, activity, { enrolment, hasNote });
  if (state === 'offered') await leaveOffer(host, enrolment);
  if (state === 'waiting') await leaveList(host, enrolment);
  await offerFreePlaces(host, activity);
}

/** Takes back all that stands for a place; null when nothing does. */
export async function takeBack(
  { reverse }: Pick<Host<GrabbelpasConfig>, 'reverse'>,
  enrolmentId: string,
): Promise<string | null> {
  return (await reverse(placeFact(enrolmentId))) ?? reverse(keptFact(enrolmentId));
}

/** Ends the role of a place, as of today; one that is over ended by itself. */
export async function endPlace(
  host: Host<GrabbelpasConfig>,
  { roleId }: Pick<Enrolment, 'roleId'>,
  { activity, reason }: { readonly activity: Activity; readonly reason: string },
): Promise<void> {
  const { day: today } = clockAt(host.now());
  if (!roleId || activity.lastDay < today) return;
  await host.roles.end(roleId, { lastDay: addToDay(today, { days: -1 }), reason });
}

interface Leaving {
  readonly enrolment: Enrolment;
  readonly hasNote: boolean;
}

async function giveUp(
  host: Host<GrabbelpasConfig>,
  activity: Activity,
  { enrolment, hasNote }: Leaving,
): Promise<void> {
  const { id } = enrolment;
  const clock = clockAt(host.now());
  const { isMoved } = enrolment;
  const decided = decideRefund(activity, host.config.refund, { clock, hasNote, isMoved });
  if ('refused' in decided) throw decided.refused === 'over' ? activityOver() : activityBegun();
  await endPlace(host, enrolment, { activity, reason: 'enrolment-cancelled' });
  await giveBack(host, enrolment, decided.percent);
  const isHeld = hasBegun(activity, clock);
  const isKept = keptCents(enrolment.priceCents, decided.percent) > 0;
  await host.entities.nativeUpdate(Enrolment, { id }, { state: 'cancelled', isHeld, isKept });
}

/**
 * What is kept is charged anew, for the same day: so the social tariff is that of the place. Of an
 * erased payer all is kept where a part would be: the rest of it is charged to nobody else.
 */
async function giveBack(
  host: Host<GrabbelpasConfig>,
  { chargedOn, id, isPayerErased, payerId, priceCents, roleId }: Enrolment,
  percent: number,
): Promise<void> {
  const cents = keptCents(priceCents, percent);
  if (percent === 0 || (isPayerErased && cents > 0)) return;
  await host.reverse(placeFact(id));
  if (cents === 0 || !roleId || !chargedOn) return;
  await host.charge({
    about: keptFact(id),
    serviceDate: chargedOn,
    ...(payerId && { payerId }),
    items: [{ roleId, data: { kind: 'price', cents } }],
  });
}

async function leaveList({ entities }: Host<GrabbelpasConfig>, { id }: Enrolment): Promise<void> {
  await entities.nativeUpdate(Enrolment, { id }, { state: 'cancelled' });
}

/** Siblings who were offered places with the one who leaves wait again, where they stood. */
async function leaveOffer(
  { entities }: Host<GrabbelpasConfig>,
  { activityId, id, together }: Enrolment,
): Promise<void> {
  await entities.nativeUpdate(Enrolment, { id }, { state: 'cancelled', ...NO_OFFER });
  const others = { activityId, together, state: 'offered' as const };
  await entities.nativeUpdate(Enrolment, others, { state: 'waiting', ...NO_OFFER });
}

async function giveBackAfterwards(
  host: Host<GrabbelpasConfig>,
  activity: Activity,
  { enrolment, hasNote }: Leaving,
): Promise<void> {
  if (!hasNote) throw enrolmentNotFound();
  const clock = clockAt(host.now());
  const { isMoved } = enrolment;
  const decided = decideRefund(activity, host.config.refund, { clock, hasNote, isMoved });
  if ('refused' in decided) throw activityOver();
  const { id } = enrolment;
  if ((await takeBack(host, id)) === null) throw enrolmentNotFound();
  await host.entities.nativeUpdate(Enrolment, { id }, { isKept: false });
}

/**
 * An enrolment that nobody else changes from now on, and its activity. Its offer is ended first,
 * which is the order of locks (hold-activity.ts).
 *
 * @throws Problem, each `grabbelpas-`: `enrolment-not-found`, also for one that somebody else
 * changed in between; `activity-not-found`
 */
async function holdEnrolment(
  host: Host<GrabbelpasConfig>,
  id: string,
): Promise<{ readonly activity: Activity; readonly enrolment: Enrolment }> {
  const { activityId, offerId, state } = await readEnrolment(host, id);
  if (state === 'offered' && offerId) await host.offers.decline(offerId);
  const activity = await holdActivity(host, activityId);
  const enrolment = await readEnrolment(host, id);
  if (enrolment.state !== state) throw enrolmentNotFound();
  return { activity, enrolment };
}

async function readEnrolment(
  { entities, municipality }: Host<GrabbelpasConfig>,
  id: string,
): Promise<Enrolment> {
  const found = await entities.findOne(
    Enrolment,
    { id, municipality },
    { disableIdentityMap: true },
  );
  if (!found) throw enrolmentNotFound();
  return found;
}

function keptFact(enrolmentId: string): string {
  return `kept/${enrolmentId}`;
}
