import { defineProblem } from '../contract/problem.ts';

export const eventNotFound = defineProblem({
  name: 'event-not-found',
  type: 'https://api.publiq.be/probs/uitpas/event-not-found',
  status: 404,
  title: 'Event not found',
  explanation: 'No event with this id is known in this card system.',
  endUserMessage: { nl: 'Deze activiteit is niet gekend.' },
});

export const distributionKeyNotFound = defineProblem({
  name: 'distributionkey-not-found',
  type: 'https://api.publiq.be/probs/uitpas/distributionkey-not-found',
  status: 400,
  title: 'Distribution key not found',
  explanation: 'The municipality has no distribution key with this id that is chosen by hand.',
});

export const invalidDistributionKey = defineProblem({
  name: 'invalid-distributionkey',
  type: 'https://api.publiq.be/probs/uitpas/invalid-distributionkey',
  status: 400,
  title: 'Invalid distribution keys',
  explanation: 'One distribution key at most is chosen by hand: an event has one social tariff.',
});

export const eventAlreadyHasTicketSales = defineProblem({
  name: 'event-already-has-ticketsales',
  type: 'https://api.publiq.be/probs/uitpas/event-already-has-ticketsales',
  status: 400,
  title: 'Event already has ticket sales',
  explanation:
    'Tickets of this event are sold: its card systems and distribution keys stay as they are. ' +
    'Cancelled tickets do not count.',
  endUserMessage: { nl: 'Voor deze activiteit zijn al tickets verkocht.' },
});

export const maximumReached = defineProblem({
  name: 'maximum-reached',
  type: 'https://api.publiq.be/probs/uitpas/maximum-reached',
  status: 400,
  title: 'Maximum reached',
  explanation:
    'The pass holder would have more points or tickets of this event than it lets a holder have ' +
    'in the calendar period, or more at this price than a coupon or a group pass gives. What was ' +
    'cancelled does not count.',
  endUserMessage: { nl: 'Meer kan nu niet met deze pas.' },
});
