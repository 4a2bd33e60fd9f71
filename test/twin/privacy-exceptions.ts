import type { Exception } from './ask.ts';
import type { Trait } from './persons.ts';

/*
 * Whoever answers what holders ask of their own is told everything of the one who asks, and takes
 * it away: the permission for it is given to one client of a town, and each use of it is recorded.
 */

type Unless = Partial<Record<Trait, Exception>>;

const TRAITS: readonly Trait[] = [
  'active',
  'in grace',
  'expired',
  'suspended',
  'staff',
  'former staff',
  'gomorpas',
  'former gomorpas',
  'child',
];

function forAll(exception: Exception): Unless {
  return Object.fromEntries(TRAITS.map((trait) => [trait, exception]));
}

/** What the childcare keeps of a child is in lists, which are asked for when there are any. */
function withLists(exception: Exception): Unless {
  return { ...forAll(exception), child: { ...exception, statements: true } };
}

/** What is exported is for the holder, who has the trait. */
export const isToldAll: Unless = withLists({
  because: 'a holder may read everything that is kept, and somebody has to hand it over',
  body: () => '{}',
});

/** That welfare or HR looked is part of who looked. */
export const wasLookedAt: Unless = forAll({
  because: 'a holder may know who looked, welfare and HR too',
  body: () => '{}',
  perhaps: true,
});

/** Rows of which only a holder with a trait has any are removed when it is erased. */
export const isForgotten: Unless = withLists({
  because:
    'what only one of the two has is removed with the holder: rows that nobody sees, in as many ' +
    'statements',
  rows: [
    'core.allowance',
    'core.allowance_use',
    'childcare_access.enrolment',
    'childcare_access.payer',
    'core.card_alias',
    'core.entry',
    'core.look',
    'core.look_count',
    'core.role',
    'core.role_event',
    'core.social_status',
    'gomorpas.decision',
  ],
});
