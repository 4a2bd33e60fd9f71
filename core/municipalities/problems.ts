import { defineProblem } from '../contract/problem.ts';

export const postalCodeRequired = defineProblem({
  name: 'postal-code-required',
  type: 'https://api.publiq.be/probs/uitpas/postal-code-required',
  status: 400,
  title: 'Postal code required',
  explanation: '`sort=postalCode` begins at a place: name it with `postalCodeSort`.',
});

export const invalidPostalCode = defineProblem({
  name: 'invalid-postal-code',
  type: 'https://api.publiq.be/probs/uitpas/invalid-postal-code',
  status: 400,
  title: 'Invalid postal code',
  explanation: 'A Belgian postal code has four digits, the first of them not 0.',
  endUserMessage: { nl: 'Deze postcode klopt niet.' },
});

export const postalCodeNotInCardSystem = defineProblem({
  name: 'postal-code-not-in-card-system',
  type: 'https://api.publiq.be/probs/uitpas/postal-code-not-in-card-system',
  status: 400,
  title: 'Postal code not in the card system',
  explanation: 'No municipality of the card system has this postal code.',
  endUserMessage: { nl: 'Deze postcode hoort niet bij de regio van de pas.' },
});

export const invalidCity = defineProblem({
  name: 'invalid-city',
  type: 'https://api.publiq.be/probs/uitpas/invalid-city',
  status: 400,
  title: 'Invalid city',
  explanation:
    'No municipality of the card system has this postal code, or its name is not this city: who ' +
    'asks for a pass from home lives there.',
  endUserMessage: { nl: 'Deze gemeente hoort niet bij de regio van de pas.' },
});
