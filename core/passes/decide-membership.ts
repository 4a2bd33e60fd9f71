/** What would become of a new membership, as UiTPAS names it. */
export type MembershipOutcome = 'NOT_POSSIBLE' | 'NEW_MEMBERSHIP' | 'REPLACE_MEMBERSHIP';

/** What it depends on. */
export interface MembershipCircumstances {
  readonly hasActiveCard: boolean;
  /** Asked with the social tariff. */
  readonly asksSocialTariff: boolean;
  /** Whether the holder has it now; null for a caller who may not know. */
  readonly hasSocialTariff: boolean | null;
}

/**
 * Decides what a new membership comes to. Without an active card it is a new one: nothing in use is
 * affected. With one it replaces that, unless it would be the same.
 *
 * Who may not know the social status is answered the same for every holder: a card can always be
 * replaced, and the status stays as it is.
 */
export function decideMembership(circumstances: MembershipCircumstances): MembershipOutcome {
  const { hasActiveCard, asksSocialTariff, hasSocialTariff } = circumstances;
  if (!hasActiveCard) return 'NEW_MEMBERSHIP';
  return hasSocialTariff === asksSocialTariff ? 'NOT_POSSIBLE' : 'REPLACE_MEMBERSHIP';
}
