import { defineProblem } from '../../core/contract/problem.ts';

/** No activity of this id that the caller may know. */
export const activityNotFound = defineProblem({
  name: 'grabbelpas-activity-not-found',
  status: 404,
  title: 'No such activity',
  explanation:
    'No activity has this id, or it was cancelled. Its participants are told to the youth service ' +
    'and to who gives it.',
  endUserMessage: { nl: 'Deze activiteit is er niet (meer).' },
});

/** Only the youth service makes the holiday. */
export const ofYouthService = defineProblem({
  name: 'grabbelpas-of-youth-service',
  status: 403,
  title: 'Of the youth service',
  explanation: 'Activities are made, changed and cancelled by a client of the youth service.',
  endUserMessage: { nl: 'Enkel de jeugddienst maakt en verandert activiteiten.' },
});

/** Something that is said of an activity cannot be. */
export const activityWrong = defineProblem({
  name: 'grabbelpas-activity-wrong',
  status: 400,
  title: 'An activity cannot be so',
  explanation:
    'What the `jsonPointer` points to contradicts the rest of the activity, or the settings: it ' +
    'ends before it begins, lies in the past, or names a place or giver that the settings lack.',
  endUserMessage: { nl: 'Deze activiteit klopt niet: kijk de gegevens na.' },
});

/** Another activity has that number. */
export const codeTaken = defineProblem({
  name: 'grabbelpas-code-taken',
  status: 409,
  title: 'The code is taken',
  explanation: 'Another activity of the town has this code. Codes of cancelled ones stay taken.',
  endUserMessage: { nl: 'Een andere activiteit heeft dit nummer al.' },
});

/** It has begun. */
export const activityBegun = defineProblem({
  name: 'grabbelpas-activity-begun',
  status: 409,
  title: 'The activity has begun',
  explanation:
    'Once an activity has begun nobody enrols, it is not changed, and a place is given up with a ' +
    'note of a doctor only.',
  endUserMessage: { nl: 'De activiteit is al begonnen.' },
});

/** Its last day has passed. */
export const activityOver = defineProblem({
  name: 'grabbelpas-activity-over',
  status: 409,
  title: 'The activity is over',
  explanation:
    'The activity took place: it is not cancelled any more. A note of a doctor is accepted for ' +
    'some days after it, as the settings say.',
  endUserMessage: { nl: 'De activiteit is voorbij.' },
});

/** One cannot enrol yet. */
export const notYetOpen = defineProblem({
  name: 'grabbelpas-not-yet-open',
  status: 409,
  title: 'Not open yet',
  explanation: 'Enrolment for this activity opens on the day that is told as `opensOn`.',
  endUserMessage: { nl: 'Inschrijven voor deze activiteit kan nog niet.' },
});

/** More children have a place than there would be. */
export const placesTaken = defineProblem({
  name: 'grabbelpas-places-taken',
  status: 409,
  title: 'More places are taken',
  explanation: 'An activity cannot have fewer places than are taken or offered.',
  endUserMessage: { nl: 'Er zijn al meer plaatsen ingenomen of aangeboden.' },
});

/** Nobody has the card that was shown. */
export const holderNotFound = defineProblem({
  name: 'grabbelpas-holder-not-found',
  isMiss: true,
  status: 404,
  title: 'Nobody has this card',
  explanation:
    'A card, or the card of who pays, is unknown, blocked or not given to anybody yet. The ' +
    '`jsonPointer` says which.',
  endUserMessage: { nl: 'Deze kaart is van niemand, of geblokkeerd.' },
});

/** Two cards of one child. */
export const sameChild = defineProblem({
  name: 'grabbelpas-same-child',
  status: 400,
  title: 'The same child twice',
  explanation: 'Two of the cards are of one child. Each child is named once.',
  endUserMessage: { nl: 'Hetzelfde kind staat er twee keer bij.' },
});

/** The child has another age than the activity is for. */
export const outsideAgeBand = defineProblem({
  name: 'grabbelpas-outside-age-band',
  status: 409,
  title: 'Outside the age band',
  explanation:
    'On the first day of the activity, counted as the settings say, a child is younger or older ' +
    'than it is for. The `jsonPointer` says which.',
  endUserMessage: { nl: 'Deze activiteit is voor een andere leeftijd.' },
});

/** The child has no pass on the days of the activity. */
export const passRequired = defineProblem({
  name: 'grabbelpas-pass-required',
  status: 409,
  title: 'A pass is required',
  explanation:
    'A child has no holiday pass on the first and last day of the activity: sell or renew it ' +
    'first. The `jsonPointer` says which.',
  endUserMessage: { nl: 'Hiervoor is een grabbelpas nodig die dan geldig is.' },
});

/** Nobody is at two places at once. */
export const overlaps = defineProblem({
  name: 'grabbelpas-overlap',
  status: 409,
  title: 'At the time of another activity',
  explanation: 'A child has a place in another activity that has a day and an hour in common.',
  endUserMessage: { nl: 'Op dat moment is er al een andere activiteit.' },
});

/** There are not enough places for all who were named. */
export const activityFull = defineProblem({
  name: 'grabbelpas-activity-full',
  status: 409,
  title: 'The activity is full',
  explanation:
    'There are not enough places for all children that were named: together or not at all. Ask ' +
    'again with `waitWhenFull` to be put on the waiting list.',
  endUserMessage: { nl: 'Er zijn niet genoeg plaatsen vrij.' },
});

/** So many wait that nobody joins them. */
export const waitingListFull = defineProblem({
  name: 'grabbelpas-waiting-list-full',
  status: 409,
  title: 'The waiting list is full',
  explanation: 'As many wait for a place as the settings allow, or more are asked than there are.',
  endUserMessage: { nl: 'De wachtlijst van deze activiteit is vol.' },
});

/** There is an enrolment, or a place on the waiting list, already. */
export const alreadyEnrolled = defineProblem({
  name: 'grabbelpas-already-enrolled',
  status: 409,
  title: 'Already enrolled',
  explanation: 'A child has a place in this activity already, or waits for one.',
  endUserMessage: { nl: 'Dit kind is al ingeschreven of staat al op de wachtlijst.' },
});

/** No enrolment of this id is in the state that it takes. */
export const enrolmentNotFound = defineProblem({
  name: 'grabbelpas-enrolment-not-found',
  status: 404,
  title: 'Enrolment not found',
  explanation:
    'No enrolment has this id, or it was cancelled, declined or lapsed before and nothing of it ' +
    'can be given back any more.',
  endUserMessage: { nl: 'Deze inschrijving is er niet (meer).' },
});

/** The place is not, or no longer, offered. */
export const noOffer = defineProblem({
  name: 'grabbelpas-no-offer',
  status: 409,
  title: 'No place is offered',
  explanation:
    'Nothing is offered for this enrolment, its deadline has passed, or the activity changed since ' +
    'and is offered anew: look up the enrolment, and tell its price and days before you accept.',
  endUserMessage: { nl: 'Dit aanbod geldt niet (meer). Zoek de inschrijving opnieuw op.' },
});

/** The child has no activity here and now. */
export const noActivity = defineProblem({
  name: 'grabbelpas-no-activity',
  status: 409,
  title: 'No activity now',
  explanation: 'The holder of the card has a place in no activity that is on here and now.',
  endUserMessage: { nl: 'Dit kind heeft hier nu geen activiteit.' },
});

/** One card lets one in. */
export const alreadyPresent = defineProblem({
  name: 'grabbelpas-already-present',
  status: 409,
  title: 'Already present',
  explanation: 'The card was tapped for this activity today: one card lets one child in.',
  endUserMessage: { nl: 'Deze kaart is vandaag al aangeboden.' },
});

/** No attendance of this id stands. */
export const attendanceNotFound = defineProblem({
  name: 'grabbelpas-attendance-not-found',
  status: 404,
  title: 'Attendance not found',
  explanation: 'No attendance has this id, or it was struck before.',
  endUserMessage: { nl: 'Deze aanwezigheid is er niet (meer).' },
});
