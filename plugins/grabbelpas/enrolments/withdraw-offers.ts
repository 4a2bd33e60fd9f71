import type { Host } from '../../../core/contract/host.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { Enrolment } from './enrolment.entity.ts';

/**
 * Ends the offers of an activity that is not held yet: that is the order (see hold-activity.ts).
 * One that is made before it is held comes to nothing: it lapses, or finds no activity.
 */
export async function withdrawOffers(
  { entities, offers }: Host<GrabbelpasConfig>,
  activityId: string,
): Promise<void> {
  const offered = await entities.find(
    Enrolment,
    { activityId, state: 'offered' },
    { fields: ['offerId'], disableIdentityMap: true },
  );
  const offerIds = new Set(offered.flatMap(({ offerId }) => (offerId ? [offerId] : [])));
  for (const offerId of [...offerIds].toSorted()) await offers.decline(offerId);
}
