import { defineProblem } from '../contract/problem.ts';

export const invalidUitpasNumber = defineProblem({
  name: 'invalid-uitpasnumber',
  type: 'https://api.publiq.be/probs/uitpas/invalid-uitpasnumber',
  status: 400,
  title: 'Invalid UiTPAS number',
  explanation:
    'No pass with this number, chip number or old number is known here. `jsonPointer` points to ' +
    'the ticket sale of it; none of the sales of the request was registered.',
  endUserMessage: { nl: 'Deze pas is niet gekend.' },
});

export const tariffInvalid = defineProblem({
  name: 'tariff-invalid',
  status: 400,
  title: 'Tariff not valid',
  explanation:
    'This tariff was never given, or for another pass holder, event or regular price. A tariff ' +
    'is sold as it was given: ask the price again, and send its tariff with the same pass, event ' +
    'and regular price.',
  endUserMessage: {
    nl: 'Deze prijs hoort niet bij deze pas en deze activiteit. Vraag de prijs opnieuw.',
  },
});

export const tariffExpired = defineProblem({
  name: 'tariff-expired',
  status: 400,
  title: 'Tariff expired',
  explanation: 'A tariff is sold during 96 hours after it was given. Ask the price again.',
  endUserMessage: { nl: 'Deze prijs is te lang geleden gevraagd. Vraag de prijs opnieuw.' },
});

export const ticketSaleNotFound = defineProblem({
  name: 'ticket-sale-not-found',
  type: 'https://api.publiq.be/probs/uitpas/ticket-sale-not-found',
  status: 404,
  title: 'Ticket sale not found',
  explanation:
    'No ticket sale with this id is registered: it never was, it was cancelled before, or ' +
    'neither the one who sold it nor the organizer of its event is an organizer of yours.',
  endUserMessage: { nl: 'Deze verkoop is niet gekend aan deze balie.' },
});
