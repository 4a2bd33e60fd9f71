import { defineProblem } from '../contract/problem.ts';

export const checkInCodeInvalid = defineProblem({
  name: 'checkin-code-invalid',
  type: 'https://api.publiq.be/probs/uitpas/checkin-code-invalid',
  status: 400,
  title: 'Check-in code not valid',
  explanation: 'This is no code of an event of this card system.',
  endUserMessage: { nl: 'Deze code is niet gekend.' },
});

export const checkInCodeExpired = defineProblem({
  name: 'checkin-code-expired',
  type: 'https://api.publiq.be/probs/uitpas/checkin-code-expired',
  status: 400,
  title: 'Check-in code expired',
  explanation: 'The code is over: the event is, or the code was made more than a year ago.',
  endUserMessage: { nl: 'Deze code is niet meer geldig.' },
});
