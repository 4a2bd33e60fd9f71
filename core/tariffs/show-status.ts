import type { Caller } from '../access/caller.ts';
import { addToDay, type Day, startOfDay } from '../contract/period.ts';
import { judgeSocialStatus, type SocialStatus, type SocialStatusOnDay } from './social-status.ts';

/** The status that is in force, as core.show_passholders and core.read_cards tell it. */
export type StatusInForce = SocialStatus | null;

/**
 * Where a holder belongs: the town of the registration, and that of the residence if it has one.
 */
export interface HolderPlace {
  readonly municipalityId: string;
  readonly residenceId: string | null;
}

/** A status without an end has one in the shapes of UiTPAS, which ask for it. */
const NO_END = '9999-12-31T22:59:59.000Z';

/**
 * Whether a caller may be told the social status of a holder: who holds SOCIALTARIFF_READ and, when
 * it is the service that manages the social tariff of a town, only of the holders of that town
 * (docs/discretion.md). To everybody else all holders are alike.
 */
export function mayKnowStatus(
  { municipality, organizer, permissions }: Caller,
  holder: HolderPlace,
): boolean {
  if (!permissions.has('SOCIALTARIFF_READ')) return false;
  const isManager = municipality.config.socialTariff.managedBy.includes(organizer);
  const isOwn = [holder.municipalityId, holder.residenceId].includes(municipality.id);
  return !isManager || isOwn;
}

/** What a status comes to on a day, by the grace period of the caller's municipality. */
export function statusOnDay(social: StatusInForce, caller: Caller, day: Day): SocialStatusOnDay {
  const { graceDays } = caller.municipality.config.socialTariff;
  return judgeSocialStatus(social, { graceDays, day });
}

/** The last second of a status, as UiTPAS writes it: that of its last day in Brussels. */
export function endOfStatus(endDate: Day | null): string {
  if (endDate === null) return NO_END;
  return new Date(startOfDay(addToDay(endDate, { days: 1 })) - 1000).toISOString();
}
