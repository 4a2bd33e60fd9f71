import { defineProblem } from '../../core/contract/problem.ts';

/** The place is no door that a badge of this municipality can open, or not one of the asker. */
export const doorNotFound = defineProblem({
  name: 'staff-card-door-not-found',
  status: 404,
  title: 'No such door',
  explanation:
    'The place is not a door of any zone in the settings of the staff card, or they do not name ' +
    'the organizer that asks as one who runs doors. It says nothing of a card.',
});
