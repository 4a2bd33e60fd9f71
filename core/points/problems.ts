import { defineProblem } from '../contract/problem.ts';

export const checkInNotAllowed = defineProblem({
  name: 'checkin-not-allowed',
  type: 'https://api.publiq.be/probs/uitpas/checkin-not-allowed',
  status: 400,
  title: 'Check-in not allowed',
  explanation:
    'The event is not open at this moment, or the holder has reached its limit; endUserMessage ' +
    'says which.',
});

export const maximumReached = defineProblem({
  name: 'maximum-reached',
  type: 'https://api.publiq.be/probs/uitpas/maximum-reached',
  status: 400,
  title: 'Maximum reached',
  explanation: 'The holder has saved as often at this event as its limit allows.',
});

export const checkInNotFound = defineProblem({
  name: 'checkin-not-found',
  status: 404,
  title: 'Check-in not found',
  explanation: 'No check-in with this id is known, or it was deleted before.',
});

export const pointsAlreadySpent = defineProblem({
  name: 'points-already-spent',
  status: 409,
  title: 'Points already spent',
  explanation: 'The points of this check-in were spent: taking them back would leave a debt.',
  endUserMessage: { nl: 'De punten van deze activiteit zijn al gebruikt.' },
});

export const factErased = defineProblem({
  name: 'fact-erased',
  status: 410,
  title: 'Fact erased',
  explanation:
    'This command was carried out before, and what it recorded has since been reduced to a ' +
    'count. It is not carried out again.',
});
