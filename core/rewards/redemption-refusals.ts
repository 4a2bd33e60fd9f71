import { asMiss, type Problem, type ProblemKind } from '../contract/problem.ts';
import { refusalOf } from '../database/refusal.ts';
import { invalidPassNumber, passholderNoActiveCardSystems } from '../passes/problems.ts';
import {
  rewardPassholderNoApplicableCardSystems,
  rewardPassholderPointsConstraint,
  rewardPassholderVolumeConstraint,
  rewardPeriodConstraint,
  rewardVolumeConstraint,
} from './problems.ts';

/** Why a holder cannot have a reward, in the words of the UiTPAS API 4.0. */
export type RefusalReason =
  | 'PASSHOLDER_VOLUME'
  | 'PASSHOLDER_POINTS'
  | 'REWARD_PERIOD'
  | 'REWARD_VOLUME'
  | 'PASSHOLDER_APPLICABLE_CARDSYSTEMS'
  | 'PASSHOLDER_NO_ACTIVE_CARDSYSTEM';

const REASONS: readonly (readonly [ProblemKind, RefusalReason])[] = [
  [rewardPeriodConstraint, 'REWARD_PERIOD'],
  [rewardVolumeConstraint, 'REWARD_VOLUME'],
  [rewardPassholderVolumeConstraint, 'PASSHOLDER_VOLUME'],
  [rewardPassholderPointsConstraint, 'PASSHOLDER_POINTS'],
  [rewardPassholderNoApplicableCardSystems, 'PASSHOLDER_APPLICABLE_CARDSYSTEMS'],
  [passholderNoActiveCardSystems, 'PASSHOLDER_NO_ACTIVE_CARDSYSTEM'],
];

/**
 * What the status of a reward says for the name of a problem.
 *
 * @returns undefined for a name that refuses the question itself
 */
export function reasonOf(name: string): { reason: RefusalReason; message: string } | undefined {
  const found = REASONS.find(([kind]) => kind.definition.name === name);
  if (!found) return undefined;
  const [{ definition }, reason] = found;
  return { reason, message: definition.endUserMessage?.nl ?? definition.title };
}

/**
 * The problem with a card that nobody has here: a number that is unknown, or a pass of elsewhere.
 * Undefined for another error.
 */
export function problemOfCard(error: unknown): Problem | undefined {
  const refusal = refusalOf(error);
  if (refusal?.name === 'invalid-uitpas-number') return unknownCard();
  if (refusal?.name !== 'pass-of-another-card-system') return undefined;
  const nl = `Deze pas hoort bij ${String(refusal.detail['cardSystem'])}.`;
  return asMiss(rewardPassholderNoApplicableCardSystems({ endUserMessage: { nl } }));
}

/** The problem with a number that nobody has, or that the caller may not resolve. */
export function unknownCard(): Problem {
  return invalidPassNumber({ endUserMessage: { nl: 'Deze pas is niet gekend.' } });
}
