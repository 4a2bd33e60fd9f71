import { defineProblem } from '../../core/contract/problem.ts';

/** Another organizer asks: what the childcare keeps is not for it. */
export const notHere = defineProblem({
  name: 'childcare-access-not-here',
  status: 404,
  title: 'No such location',
  explanation: 'The organizer that asks runs no location of this name.',
  endUserMessage: { nl: 'Deze opvanglocatie is hier niet gekend.' },
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
  explanation:
    'The child of this card has no enrolment at this location that holds on this day. Where it has ' +
    'one on other days, `enrolledFrom` says from which day on, or `enrolledUntil` until which.',
  endUserMessage: { nl: 'Dit kind is op deze locatie niet ingeschreven.' },
});

/** No enrolment of this id lasts. */
export const enrolmentNotFound = defineProblem({
  name: 'childcare-access-enrolment-not-found',
  status: 404,
  title: 'Enrolment not found',
  explanation: 'No enrolment has this id, or it has ended.',
  endUserMessage: { nl: 'Deze inschrijving is er niet (meer).' },
});

/** Something names a day, a location or a meal that the settings do not have. */
export const unknownName = defineProblem({
  name: 'childcare-access-unknown-name',
  status: 400,
  title: 'Unknown name',
  explanation: 'The settings have no location, school or meal of this name; `detail` says which.',
  endUserMessage: { nl: 'Een locatie, school of maaltijd is niet gekend.' },
});

/** A child is to come, is excused or is said to have been there on a day without care. */
export const noCare = defineProblem({
  name: 'childcare-access-no-care',
  status: 400,
  title: 'No care on this day',
  explanation:
    'A child is expected and excused only on days with care: on a weekday of `openOn` that is not ' +
    'in `closedOn`; a stay that nobody tapped was on one, too. `jsonPointer` says which day is ' +
    'none. Days that stood before may be said again.',
  endUserMessage: { nl: 'Op een van deze dagen is er geen opvang.' },
});

/** An enrolment would begin on a day that is over. */
export const fromThePast = defineProblem({
  name: 'childcare-access-from-the-past',
  status: 400,
  title: 'First day in the past',
  explanation: 'A child is enrolled from today on, or from a later day: `from` is before today.',
  endUserMessage: { nl: 'De eerste dag is al voorbij. Kies vandaag of een latere dag.' },
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
  endUserMessage: { nl: 'Deze aanwezigheid is er niet (meer).' },
});

/** The times of an attendance cannot be. */
export const impossibleTimes = defineProblem({
  name: 'childcare-access-impossible-times',
  status: 400,
  title: 'Impossible times',
  explanation:
    'A stay ends after it began, on the same day, not in the future, and overlaps no other stay ' +
    'of the child. What is written down by hand was at least partly within the hours of its ' +
    'location, which `detail` names.',
  endUserMessage: { nl: 'Deze uren kunnen niet kloppen.' },
});

/** A payment cannot have been received then. */
export const impossibleReceipt = defineProblem({
  name: 'childcare-access-impossible-receipt',
  status: 400,
  title: 'Impossible day of receipt',
  explanation:
    'What was charged for a day is received on that day or later, and not in the future; `detail` ' +
    'says which of these it was.',
  endUserMessage: { nl: 'Op deze dag kan dit nog niet betaald zijn, of de dag moet nog komen.' },
});

/** Nobody has to know any more who was inside. */
export const locationClosed = defineProblem({
  name: 'childcare-access-closed',
  status: 409,
  title: 'Closed',
  explanation: 'The location is over for today and empty: its device forgets the list and the key.',
  endUserMessage: { nl: 'De opvang is gesloten en er is niemand meer binnen.' },
});

/** Somebody pays by a card, and nobody will read who that is. */
export const namelessPayer = defineProblem({
  name: 'childcare-access-nameless-payer',
  status: 400,
  title: 'Payer without a name',
  explanation:
    'A payer with a card needs a `name`, so that everybody can read who pays; `jsonPointer` says ' +
    'where. Without a card it is the household of the child, which needs none.',
  endUserMessage: { nl: 'Geef de naam van wie betaalt.' },
});

/** Nothing is there to be paid. */
export const nothingCharged = defineProblem({
  name: 'childcare-access-nothing-charged',
  status: 409,
  title: 'Nothing to pay',
  explanation:
    'Nothing of this month is charged to this payer that was not paid before. A day is charged ' +
    'once it is over: note the payment after that.',
  endUserMessage: {
    nl: 'Voor deze maand staat niets open. Een dag wordt pas afgerekend als hij voorbij is.',
  },
});

/** Two persons of a list are one, or nobody pays. */
export const contradictoryList = defineProblem({
  name: 'childcare-access-contradictory-list',
  status: 400,
  title: 'Contradictory list',
  explanation:
    'Somebody stands on the list twice for the same weeks, or a fetcher has the name of somebody ' +
    'who is barred and cannot be told from that person; `jsonPointer` says where.',
  endUserMessage: { nl: 'Deze lijst spreekt zichzelf tegen: kijk de namen na.' },
});
