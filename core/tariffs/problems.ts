import { defineProblem } from '../contract/problem.ts';

export const invalidUitpasNumber = defineProblem({
  name: 'invalid-uitpasnumber',
  isMiss: true,
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

export const invalidCoupon = defineProblem({
  name: 'invalid-coupon',
  type: 'https://api.publiq.be/probs/uitpas/invalid-coupon',
  status: 400,
  title: 'Invalid coupon',
  explanation: 'The coupon of this tariff is no longer there, or is not that of this pass holder.',
  endUserMessage: { nl: 'Deze coupon is niet meer geldig.' },
});

export const socialTariffExpired = defineProblem({
  name: 'social-tariff-expired',
  type: 'https://api.publiq.be/probs/uitpas/social-tariff-expired',
  status: 400,
  title: 'Social tariff expired',
  explanation:
    'The social tariff of this pass holder has ended. Told only to a client that holds ' +
    '`SOCIALTARIFF_READ` and asks for the social tariff alone.',
  endUserMessage: { nl: 'Het kansentarief van deze pas is verlopen.' },
});

export const socialTariffSuspended = defineProblem({
  name: 'social-tariff-suspended',
  type: 'https://api.publiq.be/probs/uitpas/social-tariff-suspended',
  status: 400,
  title: 'Social tariff suspended',
  explanation:
    'The social tariff of this pass holder is suspended. Told only to a client that holds ' +
    '`SOCIALTARIFF_READ` and asks for the social tariff alone.',
  endUserMessage: { nl: 'Het kansentarief van deze pas is geschorst.' },
});

export const socialTariffNotAvailable = defineProblem({
  name: 'social-tariff-not-available',
  type: 'https://api.publiq.be/probs/uitpas/social-tariff-not-available',
  status: 400,
  title: 'Social tariff not available',
  explanation: 'Nobody has a social tariff at this event: no distribution key holds for it.',
  endUserMessage: { nl: 'Op deze activiteit is er geen kansentarief.' },
});
