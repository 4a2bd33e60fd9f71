/** How the giver of an activity is paid. */
export interface OwedTerms {
  readonly owedPer: 'present' | 'place';
}

/** What became of one place of an activity that is over. */
export interface PlaceOutcome {
  /** Somebody had it when the activity began. */
  readonly isHeld: boolean;
  /** Who had it was there on one of its days. */
  readonly isAttended: boolean;
}

/**
 * Whether the giver is owed for a place: once, for each child that was there, or for each place
 * that somebody had when it began, come or not.
 */
export function isOwed({ owedPer }: OwedTerms, { isAttended, isHeld }: PlaceOutcome): boolean {
  return owedPer === 'present' ? isAttended : isHeld;
}
