import { defineProblem } from '../../core/contract/problem.ts';

/** The settings have no series of that key. */
export const seriesNotFound = defineProblem({
  name: 'sportpas-series-not-found',
  status: 404,
  title: 'No such lesson series',
  explanation:
    'The settings of the sport pass have no lesson series of this key; `detail` names those there ' +
    'are.',
  endUserMessage: { nl: 'Deze lessenreeks bestaat niet.' },
});

/** Nobody has the card that was shown. */
export const holderNotFound = defineProblem({
  name: 'sportpas-holder-not-found',
  isMiss: true,
  status: 404,
  title: 'Nobody has this card',
  explanation:
    'The card, or the card of who pays, is unknown, blocked or not given to anybody yet.',
  endUserMessage: { nl: 'Deze kaart is van niemand, of geblokkeerd.' },
});

/** The holder has another age than the series is for. */
export const outsideAgeBand = defineProblem({
  name: 'sportpas-outside-age-band',
  status: 409,
  title: 'Outside the age band',
  explanation: 'On the first day of the series the holder is younger or older than it is for.',
  endUserMessage: { nl: 'Deze lessenreeks is voor een andere leeftijd.' },
});

/** Its last day has passed. */
export const seriesOver = defineProblem({
  name: 'sportpas-series-over',
  status: 409,
  title: 'The series is over',
  explanation: 'The last day of the series has passed.',
  endUserMessage: { nl: 'Deze lessenreeks is voorbij.' },
});

/** It has begun, and nobody steps out with the price back. */
export const seriesStarted = defineProblem({
  name: 'sportpas-series-started',
  status: 409,
  title: 'The series has started',
  explanation: 'A place is given up before the first day of the series.',
  endUserMessage: { nl: 'De lessenreeks is al begonnen.' },
});

/** Every place is taken, or was promised to who waits. */
export const seriesFull = defineProblem({
  name: 'sportpas-series-full',
  status: 409,
  title: 'The series is full',
  explanation: 'No place is left. Ask again with `waitWhenFull` to be put on the waiting list.',
  endUserMessage: { nl: 'Deze lessenreeks is volzet.' },
});

/** There is an enrolment, or a place on the waiting list, already. */
export const alreadyEnrolled = defineProblem({
  name: 'sportpas-already-enrolled',
  status: 409,
  title: 'Already enrolled',
  explanation: 'The holder has a place in this series already, or waits for one.',
  endUserMessage: { nl: 'Deze pashouder is al ingeschreven of staat al op de wachtlijst.' },
});

/** No enrolment of this id is in the state that it takes. */
export const enrolmentNotFound = defineProblem({
  name: 'sportpas-enrolment-not-found',
  status: 404,
  title: 'Enrolment not found',
  explanation: 'No enrolment has this id, or it was cancelled, declined or lapsed before.',
  endUserMessage: { nl: 'Deze inschrijving is er niet (meer).' },
});

/** The place is not, or no longer, offered. */
export const noOffer = defineProblem({
  name: 'sportpas-no-offer',
  status: 409,
  title: 'No place is offered',
  explanation: 'Nothing is offered for this enrolment, or its deadline has passed.',
  endUserMessage: { nl: 'Er wordt geen plaats (meer) aangeboden.' },
});

/** The holder has no lesson here and now. */
export const noLesson = defineProblem({
  name: 'sportpas-no-lesson',
  status: 409,
  title: 'No lesson now',
  explanation: 'The holder of the card has a place in no series that has a lesson here and now.',
  endUserMessage: { nl: 'Deze pashouder heeft hier nu geen les.' },
});

/** Anti-passback: one card lets one in. */
export const alreadyAttending = defineProblem({
  name: 'sportpas-already-attending',
  status: 409,
  title: 'Already attending',
  explanation: 'The card was tapped for this lesson before: one card lets one person in.',
  endUserMessage: { nl: 'Deze kaart is voor deze les al aangeboden.' },
});

/** No attendance of this id stands. */
export const attendanceNotFound = defineProblem({
  name: 'sportpas-attendance-not-found',
  status: 404,
  title: 'Attendance not found',
  explanation: 'No attendance has this id, or it was struck before.',
  endUserMessage: { nl: 'Deze aanwezigheid is er niet (meer).' },
});
