import { defineProblem } from '../../core/contract/problem.ts';

/** The place is no door that a badge of this municipality can open, or not one of the asker. */
export const doorNotFound = defineProblem({
  name: 'staff-card-door-not-found',
  status: 404,
  title: 'No such door',
  explanation:
    'The place is not a door of any zone in the settings of the staff card, or they do not name ' +
    'the organizer that asks as one who runs doors. It says nothing of a card.',
  endUserMessage: { nl: 'Deze deur is niet gekend.' },
});

/** The place has no time clock, or not one of the asker. */
export const clockNotFound = defineProblem({
  name: 'staff-card-clock-not-found',
  status: 404,
  title: 'No such time clock',
  explanation:
    'The settings of the staff card name no time clock at the place, or do not name the ' +
    'organizer that asks as one who runs doors. It says nothing of a card.',
  endUserMessage: { nl: 'Deze prikklok is niet gekend.' },
});

/** Nobody with a badge has the card. */
export const badgeNeeded = defineProblem({
  name: 'staff-card-badge-needed',
  isMiss: true,
  status: 404,
  title: 'No badge',
  explanation:
    'The card is unknown, blocked, given to nobody yet, or of somebody without a badge today: ' +
    'which of these is not told.',
  endUserMessage: { nl: 'Deze kaart is hier niet bekend.' },
});

/** A second tap to begin. */
export const alreadyClockedIn = defineProblem({
  name: 'staff-card-already-clocked-in',
  status: 409,
  title: 'Clocked in already',
  explanation: 'The holder has clocked in, and not out since.',
  endUserMessage: { nl: 'U bent al ingeklokt.' },
});

/** A tap to end what did not begin. */
export const notClockedIn = defineProblem({
  name: 'staff-card-not-clocked-in',
  status: 409,
  title: 'Not clocked in',
  explanation:
    'The holder has not clocked in, or so long ago that the way out was forgotten: the personnel ' +
    'service corrects it.',
  endUserMessage: { nl: 'U bent niet ingeklokt.' },
});

/** There is no entry of this id that stands. */
export const timeEntryNotFound = defineProblem({
  name: 'staff-card-time-entry-not-found',
  status: 404,
  title: 'No such time entry',
  explanation: 'No entry of this id stands: it is unknown, or it was corrected already.',
  endUserMessage: { nl: 'Deze uren zijn er niet (meer).' },
});

/** Nobody works, or worked, under the number. */
export const workerNotFound = defineProblem({
  name: 'staff-card-worker-not-found',
  status: 404,
  title: 'No such member of staff',
  explanation: 'No badge has this staff number, or its holder was erased.',
  endUserMessage: { nl: 'Dit stamnummer is van niemand met een personeelsbadge.' },
});

/** Hours that cannot be. */
export const timeEntryImpossible = defineProblem({
  name: 'staff-card-time-entry-impossible',
  status: 400,
  title: 'No such hours',
  explanation:
    'The way out comes after the way in, not in the future, and no later than the longest time ' +
    'that the settings allow; the way in of a correction lies within as many hours of the one ' +
    'that is corrected, and hours that nobody clocked lie within the employment and are not so ' +
    'old that they would be forgotten; and no other entry of the same person, one that is ' +
    'running neither, is in between. `detail` says which of these it is.',
  endUserMessage: { nl: 'Deze uren kunnen niet: kijk ze na.' },
});
