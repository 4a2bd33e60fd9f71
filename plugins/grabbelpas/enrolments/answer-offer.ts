import type { Host, Offer } from '../../../core/contract/host.ts';
import { clockAt } from '../../../core/contract/period.ts';
import { hasBegun } from '../activities/activity-hours.ts';
import { holdActivity } from '../activities/hold-activity.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { assertFit, findPayer } from './enrol.ts';
import { Enrolment, LIVE } from './enrolment.entity.ts';
import { givePlaces } from './give-places.ts';
import { offerFreePlaces } from './offer-free-places.ts';
import { activityBegun, enrolmentNotFound, noOffer } from '../problems.ts';

/** An offer is ended before the activity is held: see hold-activity.ts. */

/** Which offer is accepted, for which enrolment. */
export interface Acceptance {
  readonly id: string;
  /** As it was told: an activity that changed since is another offer. */
  readonly offerId: string;
  readonly payerCard?: string | undefined;
}

/** A place that was accepted. */
export interface AcceptedPlace {
  /** Of the enrolment. */
  readonly id: string;
  /** What the payer owes for it, after the social tariff. */
  readonly chargedCents: number;
}

/**
 * Takes the places that came free, all that were offered together: from now on they are places like
 * any other, and charged.
 *
 * @returns what the payer owes for each of them, in the order of asking
 * @throws Problem, each `grabbelpas-`: `enrolment-not-found`, `no-offer`, `overlap`,
 * `activity-not-found`, `activity-begun`, `outside-age-band`, `pass-required`, `holder-not-found`
 */
export async function acceptPlaces(
  host: Host<GrabbelpasConfig>,
  { id, offerId: named, payerCard }: Acceptance,
): Promise<AcceptedPlace[]> {
  const { activityId, offerId, payerId: asked } = await findEnrolment(host, id);
  const payerId = (await findPayer(host, payerCard)) ?? asked ?? null;
  if (offerId !== named || !(await host.offers.accept(offerId))) throw noOffer();
  const activity = await holdActivity(host, activityId);
  const offered = await findOffered(host, offerId);
  if (offered.length === 0) throw noOffer();
  // As it is by now: it may be at another time than when the place was offered.
  if (hasBegun(activity, clockAt(host.now()))) throw activityBegun();
  const children = offered.map(({ passholderId }) => passholderId);
  await assertFit(host, { children, activity });
  const enrolments = offered.map((one) => ({ ...one, payerId }));
  const owed = await givePlaces(host, activity, { enrolments });
  return inOrderOfAsking(offered.map((one) => ({ ...one, chargedCents: owed.get(one.id) ?? 0 })));
}

/** What was told of places that came free and were accepted, all that were offered together. */
export async function readAccepted(
  { entities, municipality }: Host<GrabbelpasConfig>,
  { activityId, together }: Pick<Enrolment, 'activityId' | 'together'>,
): Promise<AcceptedPlace[]> {
  const accepted = await entities.find(
    Enrolment,
    { municipality, activityId, together, began: 'waiting', roleId: { $ne: null } },
    { disableIdentityMap: true },
  );
  return inOrderOfAsking(accepted);
}

function inOrderOfAsking(places: readonly Enrolment[]): AcceptedPlace[] {
  return places
    .toSorted((a, b) => a.number - b.number)
    .map(({ chargedCents = null, id }) => ({ id, chargedCents: chargedCents ?? 0 }));
}

/**
 * Leaves the places that came free to the next who wait.
 *
 * @throws Problem, each `grabbelpas-`: `enrolment-not-found`, `no-offer`, `activity-not-found`
 */
export async function declinePlaces(host: Host<GrabbelpasConfig>, id: string): Promise<void> {
  const { activityId, offerId } = await findEnrolment(host, id);
  if (!offerId || !(await host.offers.decline(offerId))) throw noOffer();
  await passOn(host, { activityId, offerId, state: 'declined' });
}

/** Places that nobody accepted in time go to the next who wait. */
export async function lapsePlaces(host: Host<GrabbelpasConfig>, offer: Offer): Promise<void> {
  // Of an activity that was cancelled, or a child that was erased, nobody waits any more.
  const [first] = await findOffered(host, offer.id);
  if (!first) return;
  await passOn(host, { activityId: first.activityId, offerId: offer.id, state: 'lapsed' });
}

/** @throws Problem `grabbelpas-enrolment-not-found`, also for one that has ended */
async function findEnrolment(
  { entities, municipality }: Host<GrabbelpasConfig>,
  id: string,
): Promise<Enrolment> {
  const named = { id, municipality, state: LIVE };
  const found = await entities.findOne(Enrolment, named, { disableIdentityMap: true });
  if (!found) throw enrolmentNotFound();
  return found;
}

async function passOn(
  host: Host<GrabbelpasConfig>,
  {
    activityId,
    offerId,
    state,
  }: { activityId: string; offerId: string; state: Enrolment['state'] },
): Promise<void> {
  const activity = await holdActivity(host, activityId);
  await host.entities.nativeUpdate(Enrolment, { offerId, state: 'offered' }, { state });
  await offerFreePlaces(host, activity);
}

async function findOffered(
  { entities, municipality }: Host<GrabbelpasConfig>,
  offerId: string,
): Promise<Enrolment[]> {
  return entities.find(
    Enrolment,
    { municipality, offerId, state: 'offered' },
    { orderBy: { passholderId: 'asc' }, disableIdentityMap: true },
  );
}
