import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { actingOrganizerId } from '../access/may-act-for.ts';
import { forbidden } from '../access/problems.ts';
import { requirePermission } from '../access/require-permission.ts';
import { clockAt, type Day } from '../contract/period.ts';
import type { Core } from '../core.ts';
import { invalidData } from '../http/problems.ts';
import type { ActiveMunicipality } from '../municipalities/installation.ts';
import { postalCodeNotInCardSystem } from '../municipalities/problems.ts';

/** What `core.record_social_status` takes. */
export interface SocialStatusRow {
  readonly id: string;
  readonly status: 'ACTIVE' | 'NONE';
  readonly effectiveFrom: Day;
  readonly endDate: Day | null;
  readonly organizerId: string;
  readonly clientId: string;
  readonly lookedAt: string;
}

/**
 * The last day of a social tariff of which none was said: 30 April of next year (UiTPAS API 4.0).
 */
export function defaultEndOfSocialTariff(day: Day): Day {
  return `${Number(day.slice(0, 4)) + 1}-04-30`;
}

/**
 * Sees to it that a caller may see to the social tariff beside a registration or a change of a
 * holder. Nothing about the holder but the residence is looked at: a refusal tells nothing.
 *
 * @param residence where the holder will live
 * @throws Problem `forbidden`, `postal-code-not-in-card-system` for who will live outside it
 */
export function assertMayGrant(caller: Caller, residence: ActiveMunicipality | undefined): void {
  requirePermission(caller, 'PASSHOLDERS_WRITE_SOCIALTARIFF');
  const { municipality, organizer } = caller;
  if (!municipality.config.socialTariff.managedBy.includes(organizer)) throw forbidden();
  // The social tariff is bound to the region: UiTPAS API 4.0, POST /passholders and memberships.
  if (!residence) throw postalCodeNotInCardSystem();
  if (residence.key !== municipality.key) {
    requirePermission(caller, 'PASSHOLDERS_WRITE_SOCIALTARIFF_FULL_CARDSYSTEM');
  }
}

/**
 * The row by which a social tariff is granted from today on, or by which it ends.
 *
 * @param decided.pointer to the end date in the body, for the problem
 * @throws Problem `invalid-data` for an end before today
 */
export function socialStatusRow(
  core: Core,
  caller: Caller,
  decided: { status: SocialStatusRow['status']; endDate: Day | null; pointer: string },
): SocialStatusRow {
  const { status, endDate, pointer } = decided;
  const effectiveFrom = clockAt(core.now()).day;
  if (endDate !== null && endDate < effectiveFrom) {
    throw invalidData({ detail: `${pointer} is before today`, jsonPointer: pointer });
  }
  return {
    id: randomUUID(),
    status,
    effectiveFrom,
    endDate,
    organizerId: actingOrganizerId(caller),
    clientId: caller.clientId,
    lookedAt: new Date(core.now()).toISOString(),
  };
}
