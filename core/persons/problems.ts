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

export const schoolNotFound = defineProblem({
  name: 'school-not-found',
  type: 'https://api.publiq.be/probs/uitpas/school-not-found',
  status: 400,
  title: 'School not found',
  explanation:
    'No town of the card system has a school with this id, or the pass holder is linked to none.',
});

export const familyMemberAlreadyAdded = defineProblem({
  name: 'family-member-already-added',
  type: 'https://api.publiq.be/probs/uitpas/family-member-already-added',
  status: 400,
  title: 'Family member already added',
  explanation: 'This pass holder is in the family already.',
  endUserMessage: { nl: 'Deze pashouder zit al in het gezin.' },
});

export const tooManyFamilyMembers = defineProblem({
  name: 'too-many-family-members',
  type: 'https://api.publiq.be/probs/uitpas/too-many-family-members',
  status: 400,
  title: 'Too many family members',
  explanation: 'The family has as many members as the municipality allows (`families.maxMembers`).',
  endUserMessage: { nl: 'Het gezin heeft al het hoogste aantal leden.' },
});

export const tooManyAdultsInFamily = defineProblem({
  name: 'too-many-adults-in-family',
  type: 'https://api.publiq.be/probs/uitpas/too-many-adults-in-family',
  status: 400,
  title: 'Too many adults in the family',
  explanation: 'The family has as many adults as the municipality allows (`families.maxAdults`).',
  endUserMessage: { nl: 'Het gezin heeft al het hoogste aantal volwassenen.' },
});

export const familyMemberNotFound = defineProblem({
  name: 'family-member-not-found',
  status: 404,
  title: 'Family member not found',
  explanation:
    'The pass holder has no such family member, or is not known in the municipality: the main ' +
    'member of a family is not one that can be taken out.',
});

export const registrationTokenSpent = defineProblem({
  name: 'registration-token-spent',
  status: 403,
  title: 'Registration token used before',
  explanation:
    'A registration token can be used once. Ask another with `GET ' +
    '/api/passholders/me/uitid/registration-token`.',
  endUserMessage: { nl: 'Deze link is al gebruikt. Begin opnieuw met uw pasnummer.' },
});

export const uitidAlreadyRegistered = defineProblem({
  name: 'uitid-already-registered',
  type: 'https://api.publiq.be/probs/uitpas/uitid-already-registered',
  status: 400,
  title: 'UiTiD already registered',
  explanation: 'The UiTiD that signed in is linked to the pass of somebody else.',
  endUserMessage: { nl: 'Deze UiTiD hoort al bij een andere pas.' },
});

export const nationalNumberInTokenRequired = defineProblem({
  name: 'insz-in-token-required',
  type: 'https://api.publiq.be/probs/uitpas/insz-in-token-required',
  status: 400,
  title: 'Sign in with an identity card',
  explanation:
    'Who registers himself signs in by an identity card or itsme: the token must have the claim ' +
    '`https://publiq.be/rrn`.',
  endUserMessage: { nl: 'Meld u aan met uw identiteitskaart of itsme.' },
});

export const forbiddenUnderaged = defineProblem({
  name: 'forbidden-underaged',
  type: 'https://api.publiq.be/probs/uitpas/forbidden-underaged',
  status: 400,
  title: 'Too young to register oneself',
  explanation: 'Who is younger than 18 is registered at a desk, with a parent.',
  endUserMessage: { nl: 'Wie jonger is dan 18 schrijft in aan een balie, met een ouder.' },
});
