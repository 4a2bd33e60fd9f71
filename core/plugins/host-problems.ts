import type { ProblemKind } from '../contract/problem.ts';
import { passNumberTaken } from '../passes/problems.ts';
import * as roles from '../roles/problems.ts';

/**
 * The problems of core that any command of a plugin may be answered with, because its host throws
 * them: a plugin cannot name these itself, who a holder is and what it holds being core's.
 */
export const hostProblems: readonly ProblemKind[] = [
  passNumberTaken,
  roles.passholderNotFound,
  roles.roleAlreadyEnded,
  roles.roleAlreadyHeld,
  roles.roleNotFound,
  roles.roleNotIssuable,
  roles.rolePeriodOver,
];
