import { defineProblem } from '../contract/problem.ts';

export const passNotFound = defineProblem({
  name: 'pass-not-found',
  isMiss: true,
  type: 'https://api.publiq.be/probs/uitpas/pass-not-found',
  status: 404,
  title: 'Pass not found',
  explanation: 'No pass with this number, chip number or old number is known here.',
  endUserMessage: { nl: 'Deze pas is niet gekend.' },
});

export const passOfAnotherCardSystem = defineProblem({
  name: 'pass-of-another-card-system',
  isMiss: true,
  status: 404,
  title: 'Pass of another card system',
  explanation: 'The pass belongs to another region; its rights cannot be read here.',
  endUserMessage: { nl: 'Deze pas hoort bij een andere regio.' },
});

export const invalidCardStatus = defineProblem({
  name: 'invalid-card-status',
  type: 'https://api.publiq.be/probs/uitpas/invalid-card-status',
  status: 400,
  title: 'Invalid card status',
  explanation: 'The pass exists, but is blocked or not in use: nothing can be saved or sold on it.',
  endUserMessage: { nl: 'Deze pas kan niet gebruikt worden.' },
});

export const cardNotInStock = defineProblem({
  name: 'card-not-in-stock',
  status: 409,
  title: 'Card not in stock',
  explanation:
    'The card that should be given out is known, but is not in the stock: somebody has or had ' +
    'it, or it was not received from the printer yet. Take another card.',
  endUserMessage: { nl: 'Deze nieuwe kaart kan niet uitgegeven worden. Neem een andere.' },
});

export const passNumberTaken = defineProblem({
  name: 'pass-number-taken',
  status: 409,
  title: 'Number taken',
  explanation:
    'The number exists already, here or in another card system, as a pass number, a chip number ' +
    'or an old number. Numbers are unique everywhere.',
  endUserMessage: { nl: 'Dit nummer bestaat al.' },
});

export const cardBlocked = defineProblem({
  name: 'card-blocked',
  type: 'https://api.publiq.be/probs/uitpas/card-blocked',
  status: 400,
  title: 'Card blocked',
  explanation: 'The card was blocked: it was lost or replaced, and nothing can be done with it.',
  endUserMessage: { nl: 'Deze pas is geblokkeerd.' },
});

export const invalidCard = defineProblem({
  name: 'invalid-card',
  type: 'https://api.publiq.be/probs/uitpas/invalid-card',
  status: 400,
  title: 'Invalid card',
  explanation:
    'This card cannot be given out: it is not known here, or the town gives out no pass without ' +
    'a card. Take a card of the stock.',
  endUserMessage: { nl: 'Deze kaart kan niet uitgegeven worden. Neem een andere.' },
});

export const invalidVoucherCode = defineProblem({
  name: 'invalid-voucher-code',
  type: 'https://api.publiq.be/probs/uitpas/invalid-voucher-code',
  status: 400,
  title: 'Invalid voucher',
  explanation: 'No voucher lowers the price of a pass here.',
  endUserMessage: { nl: 'Deze kortingsbon is hier niet geldig.' },
});

export const newMembershipError = defineProblem({
  name: 'passholder-new-membership-error',
  type: 'https://api.publiq.be/probs/uitpas/passholder-new-membership-error',
  status: 400,
  title: 'No new membership',
  explanation:
    'The holder has just this membership, with an active card: there is nothing to make or ' +
    'replace.',
  endUserMessage: { nl: 'De pashouder heeft dit al.' },
});

export const passAlreadyReplaced = defineProblem({
  name: 'pass-already-replaced',
  status: 409,
  title: 'Pass already replaced',
  explanation: 'The holder of this pass has another active card: that one can be replaced.',
  endUserMessage: { nl: 'Deze pas is al vervangen.' },
});

export const cardNotAwaited = defineProblem({
  name: 'card-not-awaited',
  status: 409,
  title: 'Card not awaited',
  explanation:
    'Of the cards that should come into the stock, one was received before with another chip, or ' +
    'is in use. None of them was taken in.',
});

export const invalidPassNumber = defineProblem({
  name: 'invalid-uitpas-number',
  isMiss: true,
  type: 'https://api.publiq.be/probs/uitpas/invalid-uitpas-number',
  status: 400,
  title: 'Invalid UiTPAS number',
  explanation:
    'This is neither a pass number (thirteen digits, the last a check digit) nor a chip number ' +
    '(fourteen hexadecimal characters).',
  endUserMessage: { nl: 'Dit is geen pasnummer.' },
});

export const passholderAlreadyRegistered = defineProblem({
  name: 'passholder-already-registered',
  type: 'https://api.publiq.be/probs/uitpas/passholder-already-registered',
  status: 400,
  title: 'Pass holder already registered',
  explanation: 'The person with this national number has a pass: replace its card instead.',
  endUserMessage: { nl: 'Deze persoon heeft al een pas.' },
});

export const householdNotFound = defineProblem({
  name: 'household-not-found',
  status: 404,
  title: 'Household not found',
  explanation: 'No household with this id is known in this card system.',
});

export const searchTooWide = defineProblem({
  name: 'search-too-wide',
  status: 400,
  title: 'Search too wide',
  explanation:
    'A search for a pass holder needs what identifies somebody: a number of the card, the ' +
    'national number, an e-mail address, or first name, name and date of birth together.',
  endUserMessage: {
    nl: 'Geef een nummer, een e-mailadres, of voornaam, naam en geboortedatum samen.',
  },
});

export const pictureNotFound = defineProblem({
  name: 'picture-not-found',
  status: 404,
  title: 'Picture not found',
  explanation: 'There is no picture of this pass holder, or the link to it is over: ask a new one.',
});

export const invalidNationalNumber = defineProblem({
  name: 'invalid-insz-number',
  type: 'https://api.publiq.be/probs/uitpas/invalid-insz-number',
  status: 400,
  title: 'Invalid national number',
  explanation: 'This is not a national number (INSZ): its digits or its check digits are wrong.',
  endUserMessage: { nl: 'Dit rijksregisternummer klopt niet.' },
});

export const passholderNoActiveCardSystems = defineProblem({
  name: 'passholder-no-active-cardsystems',
  type: 'https://api.publiq.be/probs/uitpas/passholder-no-active-cardsystems',
  status: 400,
  title: 'Pass not in use here',
  explanation:
    'The pass is blocked or not in use, belongs to another card system, or is that of a group ' +
    'where a pass holder is asked for; or the event does not take part in the card system. ' +
    '`endUserMessage` says which.',
  endUserMessage: { nl: 'Deze pas kan niet gebruikt worden.' },
});
