import { defineProblem } from '../contract/problem.ts';

export const invalidValidationToken = defineProblem({
  name: 'invalid-social-tariff-validation-token',
  type: 'https://api.publiq.be/probs/uitpas/invalid-social-tariff-validation-token',
  status: 400,
  title: 'Invalid social tariff validation token',
  explanation:
    'The id token is over, is none of ours, tells of somebody else than the registration, or of ' +
    'somebody without a right to the social tariff.',
});

export const orderCompleted = defineProblem({
  name: 'order-already-completed',
  status: 409,
  title: 'Order already completed',
  explanation: 'The passes of this order were given out before.',
  endUserMessage: { nl: 'Deze bestelling is al afgehandeld.' },
});
