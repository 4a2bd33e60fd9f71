import assert from 'node:assert/strict';
import { addToDay, type Day } from '../contract/period.ts';

/**
 * No status begins before it: no card is as old. A list of holders that tells a status and not
 * since when has it from this day on, so that it counts for whatever the list tells of their past.
 */
export const FIRST_STATUS_DAY: Day = '2000-01-01';

/** What was decided about a holder's social status. */
export interface SocialStatus {
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'NONE';
  /** The last day before the grace period; null has no end. */
  readonly endDate: Day | null;
}

/** A decision with its first day: it holds until the next one. */
export interface SocialStatusVersion extends SocialStatus {
  readonly effectiveFrom: Day;
}

/** What a holder's social status is on a day. `EXPIRED` is past the end and the grace period. */
export interface SocialStatusOnDay {
  readonly status: 'ACTIVE' | 'EXPIRED' | 'SUSPENDED' | 'NONE';
  readonly entitled: boolean;
  /** Past the end date and still entitled: never decide on the end date alone. */
  readonly inGracePeriod: boolean;
  readonly endDate: Day | null;
}

/**
 * Judges a holder's social status on a day.
 *
 * The statuses are those of the UiTPAS API 4.0, in which a grace period is `ACTIVE`.
 *
 * @param decided the version that took effect last, of those of one day the one recorded last, as
 * `core.read_cards` tells it; null when there is none yet
 * @param rule.graceDays whole days after the end date on which the holder is still entitled
 */
export function judgeSocialStatus(
  decided: SocialStatus | null,
  rule: { readonly graceDays: number; readonly day: Day },
): SocialStatusOnDay {
  const { graceDays, day } = rule;
  assert(Number.isInteger(graceDays) && graceDays >= 0, `${graceDays} is no number of days`);
  const refused = { entitled: false, inGracePeriod: false };
  if (decided === null || decided.status === 'NONE') {
    return { status: 'NONE', ...refused, endDate: null };
  }
  const { status, endDate } = decided;
  if (status === 'SUSPENDED') return { status, ...refused, endDate };
  if (endDate === null || endDate >= day) {
    return { status, entitled: true, inGracePeriod: false, endDate };
  }
  if (addToDay(endDate, { days: graceDays }) < day) {
    return { status: 'EXPIRED', ...refused, endDate };
  }
  return { status, entitled: true, inGracePeriod: true, endDate };
}
