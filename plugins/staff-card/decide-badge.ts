import type { RoleOfHolder } from '../../core/contract/host.ts';
import type { Day } from '../../core/contract/period.ts';
import type { Badge } from './config.ts';
import type { StaffRow } from './staff-row.ts';

/** What a row of the list asks for. */
export type Step =
  | { readonly kind: 'issue'; readonly passholderId: string }
  | { readonly kind: 'amend'; readonly roleId: string }
  | { readonly kind: 'end'; readonly roleId: string; readonly lastDay: Day }
  | { readonly kind: 'leave' }
  | { readonly kind: 'no-holder' }
  | { readonly kind: 'of-another' }
  /** The holder has another badge in the period of the employment. */
  | { readonly kind: 'second-badge' };

/**
 * Decides what a row asks for. Who left before today loses the badge at once; who is to leave keeps
 * it until that day.
 *
 * @param known who has the national number, and the badge with the staff number, if any
 */
export function decideBadge(
  staff: StaffRow,
  known: { passholderId: string | undefined; badge: RoleOfHolder | undefined; today: Day },
): Step {
  const { passholderId, badge, today } = known;
  if (passholderId === undefined) return { kind: 'no-holder' };
  if (badge !== undefined && badge.passholderId !== passholderId) return { kind: 'of-another' };

  const lastDay = lastDayOfWhoLeft(staff, today);
  if (badge === undefined) {
    return lastDay === null ? { kind: 'issue', passholderId } : { kind: 'leave' };
  }
  if (lastDay !== null) {
    // One that ran out before and was not noted yet does not come back for it.
    const ranOut = badge.period.until !== null && badge.period.until < lastDay;
    return { kind: 'end', roleId: badge.id, lastDay: ranOut ? badge.period.until : lastDay };
  }
  return isSameBadge(badge, staff) ? { kind: 'leave' } : { kind: 'amend', roleId: badge.id };
}

/** The last day in service of who has left by today; null for who has not. */
export function lastDayOfWhoLeft({ employment }: StaffRow, today: Day): Day | null {
  const { until } = employment;
  return until !== null && until < today ? until : null;
}

function isSameBadge(
  { attributes, period }: RoleOfHolder,
  { badge, employment }: StaffRow,
): boolean {
  const { service, zones } = attributes as Badge;
  return (
    period.from === employment.from &&
    period.until === employment.until &&
    service === badge.service &&
    zones.toSorted().join() === badge.zones.toSorted().join()
  );
}
