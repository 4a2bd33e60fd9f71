import { defineProblem } from '../contract/problem.ts';

export const placeNotFound = defineProblem({
  name: 'place-not-found',
  status: 404,
  title: 'Place not found',
  explanation:
    'No place with this id is configured in this card system or, for a use of a role, in the ' +
    'municipality of that role. `npx pasklaar check-config` tells the ids of all places.',
  endUserMessage: { nl: 'Deze plaats bestaat hier niet.' },
});

export const organizerNotFound = defineProblem({
  name: 'organizer-not-found',
  type: 'https://api.publiq.be/probs/uitpas/organizer-not-found',
  status: 404,
  title: 'Organizer not found',
  explanation: 'No organizer with this id is configured in this card system.',
});

export const cardSystemNotFound = defineProblem({
  name: 'cardsystem-not-found',
  type: 'https://api.publiq.be/probs/uitpas/cardsystem-not-found',
  status: 400,
  title: 'Card system not found',
  explanation: 'No card system with this id, or not the one of the client.',
});

export const groupNotFound = defineProblem({
  name: 'group-not-found',
  type: 'https://api.publiq.be/probs/uitpas/group-not-found',
  status: 400,
  title: 'Group not found',
  explanation: 'Organizers are not grouped here: `groupId` finds none.',
});

export const organizerAdminNotFound = defineProblem({
  name: 'organizer-admin-not-found',
  status: 404,
  title: 'Admin not found',
  explanation: 'The organizer has no admin with this `userId`; the list of its admins says whom.',
});
