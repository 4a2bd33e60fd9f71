import { defineProblem } from '../contract/problem.ts';

export const entryNotFound = defineProblem({
  name: 'entry-not-found',
  status: 404,
  title: 'Entry not found',
  explanation: 'No entry with this id is one that a party of your municipality owes or is owed.',
});

export const partyNotFound = defineProblem({
  name: 'party-not-found',
  status: 404,
  title: 'Party not found',
  explanation:
    'The query names a debtor or a creditor that your municipality does not have. A party is ' +
    'named by its key: an organizer, a legal entity, a pot, or the slug of a municipality of the ' +
    'same card.',
});
