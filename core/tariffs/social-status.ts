import assert from 'node:assert/strict';
import { addToDay, type Day } from '../contract/period.ts';

/** What was recorded of a holder's social status: it holds from a day on, until the next one. */
export interface SocialStatusVersion {
  readonly effectiveFrom: Day;
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'NONE';
  /** The last day before the grace period; null has no end. */
  readonly endDate: Day | null;
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
 * Judges a holder's social status on a day. The version that took effect last decides; of those
 * of one day, the one recorded last.
 *
 * The statuses are those of the UiTPAS API 4.0, in which a grace period is `ACTIVE`.
 *
 * @param versions in the order in which they were recorded
 * @param rule.graceDays whole days after the end date on which the holder is still entitled
 */
export function judgeSocialStatus(
  versions: readonly SocialStatusVersion[],
  rule: { readonly graceDays: number; readonly day: Day },
): SocialStatusOnDay {
  const { graceDays, day } = rule;
  assert(Number.isInteger(graceDays) && graceDays >= 0, `${graceDays} is no number of days`);
  const current = versions.reduce<SocialStatusVersion | null>((latest, version) => {
    if (version.effectiveFrom > day) return latest;
    return latest === null || version.effectiveFrom >= latest.effectiveFrom ? version : latest;
  }, null);

  const refused = { entitled: false, inGracePeriod: false };
  if (current === null || current.status === 'NONE') {
    return { status: 'NONE', ...refused, endDate: null };
  }
  const { status, endDate } = current;
  if (status === 'SUSPENDED') return { status, ...refused, endDate };
  if (endDate === null || endDate >= day) {
    return { status, entitled: true, inGracePeriod: false, endDate };
  }
  if (addToDay(endDate, { days: graceDays }) < day) {
    return { status: 'EXPIRED', ...refused, endDate };
  }
  return { status, entitled: true, inGracePeriod: true, endDate };
}
