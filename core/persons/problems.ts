import { defineProblem } from '../contract/problem.ts';

export const passholderHasOpenPayments = defineProblem({
  name: 'passholder-has-open-payments',
  status: 409,
  title: 'Pass holder has open payments',
  explanation:
    'Something that the holder takes part in comes on a statement that is still to be paid, and ' +
    'nobody can be asked to pay once erased. `openUntil` is the last day on which it is open: ' +
    'erase the holder after it.',
  endUserMessage: {
    nl: 'Er is nog een afrekening te betalen. Daarna kunnen de gegevens gewist worden.',
  },
});
