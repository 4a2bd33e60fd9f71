import type { Day, Period } from '../../../core/contract/period.ts';
import { isOfAge } from './counted-age.ts';
import type { GrabbelpasConfig } from '../config.ts';
import { coverDays } from '../year-pass.ts';

/** What is known of a child. */
export interface ChildFacts {
  readonly birthDate: Day;
  /** The periods of its holiday passes. */
  readonly passes: readonly Period[];
}

/** Whom an activity is for, and when. */
export interface ActivityFor {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly agesFrom: number;
  readonly agesUntil: number;
}

/** What is wanting in a child. */
export type Misfit = 'age' | 'pass';

/** What of a child does not fit an activity; null when all does. */
export function findMisfit(
  { birthDate, passes }: ChildFacts,
  activity: ActivityFor,
  { ages, pass }: Pick<GrabbelpasConfig, 'ages' | 'pass'>,
): Misfit | null {
  const { agesFrom: from, agesUntil: until, firstDay } = activity;
  if (!isOfAge(birthDate, firstDay, { ...ages, from, until })) return 'age';
  return pass.isRequired && !coverDays(passes, activity) ? 'pass' : null;
}

/**
 * Why a child can ask for none of some activities: of some it lacks only the pass, or it has not
 * the age for any. Null when one fits it, or when there are none.
 *
 * @param misfits of each of these activities
 */
export function findHindrance(misfits: readonly (Misfit | null)[]): Misfit | null {
  if (misfits.includes(null)) return null;
  return misfits.find((one) => one === 'pass') ?? misfits[0] ?? null;
}
