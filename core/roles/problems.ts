import { defineProblem } from '../contract/problem.ts';

export const roleUnknown = defineProblem({
  name: 'role-unknown',
  status: 404,
  title: 'Unknown role',
  explanation:
    'This organizer can give out no such role: no plugin of the municipality has it, the plugin ' +
    'is not enabled, or only another organizer decides about it. `GET /api/plugins` lists what ' +
    'there is.',
  endUserMessage: { nl: 'Deze balie kan dit niet uitreiken.' },
});

export const roleNotFound = defineProblem({
  name: 'role-not-found',
  status: 404,
  title: 'Role not found',
  explanation:
    'No role with this id is known to this organizer, or not on the card that was named. A role ' +
    'that follows from facts is known once it was used; until then a use of it names the card.',
  endUserMessage: { nl: 'Dit is niet gekend aan deze balie.' },
});

export const roleNotIssuable = defineProblem({
  name: 'role-not-issuable',
  status: 409,
  title: 'Role not given out here',
  explanation:
    'Nobody issues, renews or ends this role here: it follows from facts such as age and ' +
    'residence, or from what its plugin keeps, such as an enrolment.',
  endUserMessage: {
    nl: 'Dit kan hier niet uitgereikt of stopgezet worden: het volgt uit iets anders.',
  },
});

export const roleAlreadyHeld = defineProblem({
  name: 'role-already-held',
  status: 409,
  title: 'Role already held',
  explanation:
    'The holder has this role already in the period that was asked for. Renew it instead, or ask ' +
    'for a later `from`.',
  endUserMessage: { nl: 'De pashouder heeft dit al.' },
});

export const rolePeriodOver = defineProblem({
  name: 'role-period-over',
  status: 409,
  title: 'Nothing to issue',
  explanation:
    'From the day that was asked for, the role would already be over, or a renewal would add ' +
    'nothing.',
  endUserMessage: { nl: 'Voor deze periode valt er niets uit te reiken of te verlengen.' },
});

export const roleFromThePast = defineProblem({
  name: 'role-from-the-past',
  status: 400,
  title: 'First day in the past',
  explanation:
    'A role is issued or renewed from today on, or from a later day: `from` is before today. ' +
    'What an older system gave out is taken over by an import.',
  endUserMessage: { nl: 'De eerste dag is al voorbij. Kies vandaag of een latere dag.' },
});

export const roleLeavesGap = defineProblem({
  name: 'role-leaves-gap',
  status: 409,
  title: 'Renewal leaves a gap',
  explanation:
    'The role still lasts, and `from` is later than the day after its end. A renewal adjoins, so ' +
    'that no day that was paid for is lost: `detail` says the latest `from`. Leave `from` out, ' +
    'or renew when the role is over.',
  endUserMessage: { nl: 'Dit loopt nog. Een verlenging sluit erop aan.' },
});

export const roleTooFarAhead = defineProblem({
  name: 'role-too-far-ahead',
  status: 409,
  title: 'Too far ahead',
  explanation:
    'What is issued or renewed would begin more than a year from now. Ask for it when it is ' +
    'nearer.',
  endUserMessage: {
    nl: 'Dit begint pas over meer dan een jaar en kan nu nog niet gekocht worden.',
  },
});

export const roleAlreadyEnded = defineProblem({
  name: 'role-already-ended',
  status: 409,
  title: 'Role already ended',
  explanation:
    'The role ends, or has ended, on or before the day that was asked for; `lastDay` says when. ' +
    'An ended role is not renewed: issue a new one.',
  endUserMessage: { nl: 'Dit is al stopgezet.' },
});

export const roleOfAnotherOrganizer = defineProblem({
  name: 'role-of-another-organizer',
  status: 403,
  title: 'Role of another organizer',
  explanation:
    'Only the organizer that decides about the role may do this. Another desk can sell, renew ' +
    'and, within the cooling-off days, take back a public role.',
  endUserMessage: { nl: 'Alleen de eigen dienst kan dit doen.' },
});

export const roleAlreadyUsed = defineProblem({
  name: 'role-already-used',
  status: 409,
  title: 'Role already used',
  explanation:
    'Part of what would be given back has been used. Its owner can still end the role by giving ' +
    '`lastDay`: then nothing is given back.',
  endUserMessage: { nl: 'Dit is al gebruikt en kan niet meer teruggenomen worden.' },
});

export const cardNeeded = defineProblem({
  name: 'card-needed',
  status: 400,
  title: 'Card needed',
  explanation:
    'Only the organizer that decides about the role may count a use without the card, and not of ' +
    'a role that follows from facts: any other id is found by the card alone. Send any number of ' +
    'the card that was shown as `card`.',
  endUserMessage: { nl: 'Laat de pas tonen of scannen.' },
});

export const useRefused = defineProblem({
  name: 'use-refused',
  status: 409,
  title: 'Use refused',
  explanation:
    'The role does not grant this here and now; `reason` says why: the pass is blocked, the role ' +
    'does not hold today or not at this place, it cannot pay here, or not enough is left. Of a ' +
    'sale, `jsonPointer` points to the allowance, and nothing was sold; `toPayCents` says how ' +
    'much there is to pay when it would have paid more.',
});

export const passholderNotFound = defineProblem({
  name: 'passholder-not-found',
  isMiss: true,
  type: 'https://api.publiq.be/probs/uitpas/passholder-not-found',
  status: 404,
  title: 'Pass holder not found',
  explanation:
    'No pass holder with this id is known in this card system, or the person was erased.',
  endUserMessage: { nl: 'Deze pashouder is niet gekend.' },
});
