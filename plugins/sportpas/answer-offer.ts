import type { Host, Offer } from '../../core/contract/host.ts';
import type { SportpasConfig } from './config.ts';
import { findPayer, givePlace } from './enrol.ts';
import { Enrolment } from './enrolment.entity.ts';
import { enrolmentNotFound, noOffer } from './problems.ts';
import { holdSeries, offerFreePlaces } from './series-places.ts';

/*
 * An offer is ended before the series is held, here and where it lapses: two that come in the other
 * order would wait for each other.
 */

/**
 * Takes the place that came free: from now on it is a place like any other, and it is charged.
 *
 * @throws Problem, each `sportpas-`: `enrolment-not-found`, `no-offer`, `holder-not-found` (who
 * pays)
 */
export async function acceptPlace(
  host: Host<SportpasConfig>,
  { id, payerCard }: { id: string; payerCard?: string | undefined },
): Promise<void> {
  const { offerId, passholderId, series: key } = await findEnrolment(host, id);
  const payerId = await findPayer(host, payerCard);
  if (!offerId || !(await host.offers.accept(offerId))) throw noOffer();
  const series = await holdSeries(host, key);
  const roleId = await givePlace(host, { id, series, passholderId, payerId });
  await host.entities.nativeUpdate(Enrolment, { id }, { state: 'enrolled', roleId });
}

/**
 * Leaves the place that came free to the next who waits.
 *
 * @throws Problem, each `sportpas-`: `enrolment-not-found`, `no-offer`
 */
export async function declinePlace(host: Host<SportpasConfig>, id: string): Promise<void> {
  const { offerId, series } = await findEnrolment(host, id);
  if (!offerId || !(await host.offers.decline(offerId))) throw noOffer();
  await passPlaceOn(host, { id, series, state: 'declined' });
}

/** A place that nobody accepted in time goes to the next who waits. */
export async function lapsePlace(host: Host<SportpasConfig>, offer: Offer): Promise<void> {
  const { entities, municipality } = host;
  const enrolment = await entities.findOne(
    Enrolment,
    { municipality, offerId: offer.id, state: 'offered' },
    { disableIdentityMap: true },
  );
  if (!enrolment) return;
  const { id, series } = enrolment;
  await passPlaceOn(host, { id, series, state: 'lapsed' });
}

/**
 * Ends an enrolment and offers the place, if it had one, to who waits. Of a series that the
 * settings no longer have, nobody waits any more.
 */
export async function passPlaceOn(
  host: Host<SportpasConfig>,
  { id, series: key, state }: Pick<Enrolment, 'id' | 'series' | 'state'>,
): Promise<void> {
  const isKnown = Object.hasOwn(host.config.series, key);
  const series = isKnown ? await holdSeries(host, key) : null;
  await host.entities.nativeUpdate(Enrolment, { id }, { state });
  if (series) await offerFreePlaces(host, series);
}

/** @throws Problem `sportpas-enrolment-not-found`, also for one that has ended */
export async function findEnrolment(host: Host<SportpasConfig>, id: string): Promise<Enrolment> {
  const { entities, municipality } = host;
  const live = { $in: ['waiting', 'offered', 'enrolled'] as const };
  const found = await entities.findOne(
    Enrolment,
    { id, municipality, state: live },
    { disableIdentityMap: true },
  );
  if (!found) throw enrolmentNotFound();
  return found;
}
