import { defineProblem } from '../../core/contract/problem.ts';

/** Nothing is known of the holder, or not to who asks. */
export const grantNotFound = defineProblem({
  name: 'gomorpas-grant-not-found',
  status: 404,
  title: 'Nothing was given',
  explanation:
    'The pass holder has no benefits of this municipality, does not exist, or the organizer that ' +
    'asks is not the welfare service: the answer is the same.',
  endUserMessage: { nl: 'Voor deze pas is hier niets toegekend.' },
});

/** The settings do not name it. */
export const benefitUnknown = defineProblem({
  name: 'gomorpas-benefit-unknown',
  status: 400,
  title: 'No such benefit',
  explanation: 'The settings of the municipality name no benefit with this key.',
  endUserMessage: { nl: 'Dit voordeel bestaat niet.' },
});

/** The settings do not name it. */
export const groundUnknown = defineProblem({
  name: 'gomorpas-ground-unknown',
  status: 400,
  title: 'No such ground',
  explanation: 'The settings of the municipality name no such ground.',
  endUserMessage: { nl: 'Deze grond bestaat niet.' },
});

/** The last day is in the past. */
export const alreadyOver = defineProblem({
  name: 'gomorpas-already-over',
  status: 400,
  title: 'Already over',
  explanation: 'The last day of the benefits is before today. To take them away, delete them.',
  endUserMessage: { nl: 'Deze datum is al voorbij.' },
});
