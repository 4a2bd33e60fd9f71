import { defineProblem } from '../../core/contract/problem.ts';

/** Another organizer asks: what the childcare keeps is not for it. */
export const notHere = defineProblem({
  name: 'childcare-access-not-here',
  status: 404,
  title: 'No such location',
  explanation: 'The organizer that asks runs no location of this name.',
});

/** Nobody has the card that was shown. */
export const holderNotFound = defineProblem({
  name: 'childcare-access-holder-not-found',
  isMiss: true,
  status: 404,
  title: 'Nobody has this card',
  explanation: 'A card that was shown is unknown, blocked or not given to anybody yet.',
  endUserMessage: { nl: 'Deze kaart is van niemand, of geblokkeerd.' },
});

/** The child is not enrolled there. */
export const notEnrolled = defineProblem({
  name: 'childcare-access-not-enrolled',
  status: 409,
  title: 'Not enrolled here',
  explanation: 'The child of this card has no enrolment at this location that holds today.',
  endUserMessage: { nl: 'Dit kind is op deze locatie niet ingeschreven.' },
});

/** No enrolment of this id lasts. */
export const enrolmentNotFound = defineProblem({
  name: 'childcare-access-enrolment-not-found',
  status: 404,
  title: 'Enrolment not found',
  explanation: 'No enrolment has this id, or it has ended.',
});

/** Something names a day, a location or a meal that the settings do not have. */
export const unknownName = defineProblem({
  name: 'childcare-access-unknown-name',
  status: 400,
  title: 'Unknown name',
  explanation: 'The settings have no location, school or meal of this name; `detail` says which.',
});

/** It is expected on other days. */
export const notExpected = defineProblem({
  name: 'childcare-access-not-expected',
  status: 409,
  title: 'Not expected today',
  explanation:
    'The child is enrolled here, but not for today. Ask again with `because` to take it in.',
  endUserMessage: {
    nl: 'Dit kind wordt vandaag niet verwacht. Geef een reden om het op te vangen.',
  },
});

/** It was tapped in, and not out. */
export const alreadyInside = defineProblem({
  name: 'childcare-access-already-inside',
  status: 409,
  title: 'Already inside',
  explanation: 'The child was tapped in before, here or elsewhere, and not tapped out since.',
  endUserMessage: { nl: 'Dit kind is al binnen.' },
});

/** It was not tapped in. */
export const notInside = defineProblem({
  name: 'childcare-access-not-inside',
  status: 409,
  title: 'Not inside',
  explanation: 'The child was not tapped in at this location, or was tapped out since.',
  endUserMessage: { nl: 'Dit kind is hier niet binnen.' },
});

/** Who fetches it is not named, or nobody said who does. */
export const pickUpRefused = defineProblem({
  name: 'childcare-access-pick-up-refused',
  status: 409,
  title: 'Pick-up refused',
  explanation:
    'A child leaves with somebody who is named for it, by that person’s own card or confirmed by ' +
    'staff with a reason; alone when that is permitted; never with who is barred. `refused` says ' +
    'which of these it was: `not-named`, `may-not-leave-alone` or `barred`.',
  endUserMessage: { nl: 'Dit kind mag zo niet vertrekken. Roep een begeleider.' },
});

/** No attendance of this id stands. */
export const attendanceNotFound = defineProblem({
  name: 'childcare-access-attendance-not-found',
  status: 404,
  title: 'Attendance not found',
  explanation: 'No attendance has this id, or it was struck before.',
});

/** The times of an attendance cannot be. */
export const impossibleTimes = defineProblem({
  name: 'childcare-access-impossible-times',
  status: 400,
  title: 'Impossible times',
  explanation:
    'A stay ends after it began, on the same day, not in the future, and overlaps no other stay ' +
    'of the child.',
  endUserMessage: { nl: 'Deze uren kunnen niet kloppen.' },
});

/** Nobody has to know any more who was inside. */
export const locationClosed = defineProblem({
  name: 'childcare-access-closed',
  status: 409,
  title: 'Closed',
  explanation: 'The location is over for today and empty: its device forgets the list and the key.',
});

/** Two persons of a list are one, or nobody pays. */
export const contradictoryList = defineProblem({
  name: 'childcare-access-contradictory-list',
  status: 400,
  title: 'Contradictory list',
  explanation: 'Somebody stands on the list twice for the same weeks; `jsonPointer` says where.',
});
