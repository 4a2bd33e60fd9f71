import type { Host } from '../../core/contract/host.ts';
import { addToDay, clockAt } from '../../core/contract/period.ts';
import { findEnrolment, passPlaceOn } from './answer-offer.ts';
import type { SportpasConfig } from './config.ts';
import { Enrolment } from './enrolment.entity.ts';
import { enrolmentNotFound, seriesStarted } from './problems.ts';
import { findSeries, holdSeries } from './series-places.ts';

/** Why the role ends. */
const CANCELLED = 'enrolment-cancelled';

/**
 * Cancels an enrolment: whoever waits leaves the waiting list, whoever has a place gives it up
 * before the series begins. What was charged is taken back, and the place is offered to who waits.
 *
 * @throws Problem, each `sportpas-`: `enrolment-not-found`, `series-started`, `series-not-found`
 */
export async function cancelEnrolment(host: Host<SportpasConfig>, id: string): Promise<void> {
  const seen = await findEnrolment(host, id);
  const { firstDay } = findSeries(host, seen.series);
  const { day: today } = clockAt(host.now());
  if (seen.state === 'enrolled' && firstDay <= today) throw seriesStarted();
  // An offer is ended before the series is held: see answer-offer.ts.
  if (seen.state === 'offered' && seen.offerId) await host.offers.decline(seen.offerId);
  await holdSeries(host, seen.series);
  const { roleId, series, state } = await findEnrolment(host, id);
  if (state !== seen.state) throw enrolmentNotFound();
  if (roleId) {
    const lastDay = addToDay(today, { days: -1 });
    await host.roles.end(roleId, { lastDay, reason: CANCELLED });
    await host.reverse(`place/${id}`);
  }
  await passPlaceOn(host, { id, series, state: 'cancelled' });
}

/** The enrolments of a holder that have not ended, in the order of asking. */
export async function listEnrolments(
  { entities, municipality }: Host<SportpasConfig>,
  passholderId: string,
): Promise<Enrolment[]> {
  const live = { $in: ['waiting', 'offered', 'enrolled'] as const };
  return entities.find(
    Enrolment,
    { municipality, passholderId, state: live },
    { orderBy: { series: 'asc', number: 'asc' } },
  );
}
