import { defineProblem } from '../contract/problem.ts';

export const associationNotFound = defineProblem({
  name: 'association-not-found',
  type: 'https://api.publiq.be/probs/uitpas/association-not-found',
  status: 400,
  title: 'Association not found',
  explanation:
    'The municipality has no association with this id, or none that your organizer may see, or ' +
    'may change where that is asked. `GET /api/associations` lists them.',
});

export const membershipNotPossible = defineProblem({
  name: 'association-membership-renew-not-possible',
  type: 'https://api.publiq.be/probs/uitpas/association-membership-renew-not-possible',
  status: 400,
  title: 'Membership cannot be renewed',
  explanation:
    'The membership lasts too long yet to be renewed, or the pass holder is past the age of its ' +
    'members.',
  endUserMessage: { nl: 'Dit lidmaatschap kan nu niet gemaakt of vernieuwd worden.' },
});

export const membershipNotFound = defineProblem({
  name: 'association-membership-not-found',
  status: 404,
  title: 'Membership not found',
  explanation: 'The pass holder is no member of this association, nor was.',
});
