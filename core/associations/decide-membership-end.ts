import { addToDay, birthdayOf, type Day } from '../contract/period.ts';

/** How the memberships of an association end, as UiTPAS names it. */
export interface MembershipTerms {
  readonly endDateType: 'CUSTOM' | 'BASED_ON_DATE_OF_BIRTH' | 'BASED_ON_REGISTRATION_DATE';
  /** How long a membership lasts from its registration, or is proposed to last. */
  readonly months: number;
  /** Of who is a member until the day before this birthday. */
  readonly untilAge?: number;
  /** How many days before its last day a membership can be renewed. */
  readonly renewableDays: number;
}

/** Whose membership it is about, and when. */
export interface MembershipFacts {
  readonly birthDate: Day;
  readonly today: Day;
  /** The last day of the membership that there is or was; null without any. */
  readonly endDate: Day | null;
}

/** What a registration comes to: a last day, or why there is none. */
export type MembershipDecision =
  | { readonly endDate: Day }
  | {
      readonly refused:
        'not-possible' | 'missing' | 'past' | 'not-later' | 'too-far' | 'not-chosen';
    };

/** A last day that a desk chooses is no further than this. */
const MAX_YEARS = 10;

/** Whether a membership that there is or was can be renewed today. */
export function isRenewable(
  terms: MembershipTerms,
  facts: MembershipFacts & { readonly endDate: Day },
): boolean {
  const { endDate, today } = facts;
  if (terms.endDateType !== 'BASED_ON_DATE_OF_BIRTH') {
    return today >= addToDay(endDate, { days: -terms.renewableDays });
  }
  // A birthday moves only when the date of birth, or the age, was wrong before.
  const end = proposedEnd(terms, facts);
  return end !== null && end > endDate;
}

/**
 * The last day that a membership would have when it is made or renewed today. A renewal adjoins;
 * one of who is a member by age ends on the same birthday whenever it is made.
 *
 * @returns null for who is past the age
 */
export function proposedEnd(terms: MembershipTerms, facts: MembershipFacts): Day | null {
  const { birthDate, endDate, today } = facts;
  if (terms.endDateType === 'BASED_ON_DATE_OF_BIRTH') {
    const end = addToDay(birthdayOf(birthDate, terms.untilAge ?? 0), { days: -1 });
    return end < today ? null : end;
  }
  const first = endDate === null || endDate < today ? today : addToDay(endDate, { days: 1 });
  return addToDay(addToDay(first, { months: terms.months }), { days: -1 });
}

/**
 * Decides the last day of a membership that is made or renewed today.
 *
 * @param asked what the desk says, which counts where the last day is the desk's to choose
 */
export function decideMembershipEnd(
  terms: MembershipTerms,
  facts: MembershipFacts,
  asked: Day | undefined,
): MembershipDecision {
  const { endDate, today } = facts;
  if (endDate !== null && !isRenewable(terms, { ...facts, endDate })) {
    return { refused: 'not-possible' };
  }
  const proposed = proposedEnd(terms, facts);
  if (terms.endDateType !== 'CUSTOM') {
    if (proposed === null) return { refused: 'not-possible' };
    const isOther = asked !== undefined && asked !== proposed;
    return isOther ? { refused: 'not-chosen' } : { endDate: proposed };
  }
  if (asked === undefined) return { refused: 'missing' };
  if (asked < today) return { refused: 'past' };
  if (endDate !== null && asked <= endDate) return { refused: 'not-later' };
  if (asked > addToDay(today, { years: MAX_YEARS })) return { refused: 'too-far' };
  return { endDate: asked };
}
