import { defineProblem } from '../../core/contract/problem.ts';

/** Nothing to review under this id: it was dealt with, forgotten, or never there. */
export const reviewNotFound = defineProblem({
  name: 'membership-cc-friends-review-not-found',
  status: 404,
  title: 'Review row not found',
  explanation:
    'The review list has no open row with this id: somebody dealt with it, or it was forgotten.',
  endUserMessage: { nl: 'Deze rij staat niet meer op de lijst.' },
});

/** The card that a friend was linked with has no holder. */
export const holderNotFound = defineProblem({
  name: 'membership-cc-friends-holder-not-found',
  isMiss: true,
  status: 404,
  title: 'Nobody has this card',
  explanation: 'The card to link a friend with is unknown, or not given to anybody yet.',
  endUserMessage: { nl: 'Deze kaart is van niemand.' },
});
