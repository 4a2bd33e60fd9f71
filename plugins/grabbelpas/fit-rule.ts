import type { Day, Period } from '../../core/contract/period.ts';
import { isOfAge } from './age-rule.ts';
import type { GrabbelpasConfig } from './config.ts';
import { coverDays } from './year-pass.ts';

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

/** What of a child does not fit an activity; null when all does. */
export function findMisfit(
  { birthDate, passes }: ChildFacts,
  activity: ActivityFor,
  { ages, pass }: Pick<GrabbelpasConfig, 'ages' | 'pass'>,
): 'age' | 'pass' | null {
  const { agesFrom: from, agesUntil: until, firstDay } = activity;
  if (!isOfAge(birthDate, firstDay, { ...ages, from, until })) return 'age';
  return pass.isRequired && !coverDays(passes, activity) ? 'pass' : null;
}
