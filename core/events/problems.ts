import { defineProblem } from '../contract/problem.ts';

export const eventNotFound = defineProblem({
  name: 'event-not-found',
  type: 'https://api.publiq.be/probs/uitpas/event-not-found',
  status: 404,
  title: 'Event not found',
  explanation: 'No event with this id is known in this card system.',
  endUserMessage: { nl: 'Deze activiteit is niet gekend.' },
});
