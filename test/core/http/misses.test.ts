import t from 'tap';
import { ProblemCatalogue } from '../../../core/http/problem-catalogue.ts';
import { discoverPlugins } from '../../../core/plugins/discover-plugins.ts';

const plugins = await discoverPlugins(new URL('../../../plugins/', import.meta.url));
const { problems } = new ProblemCatalogue(plugins.values());

/** What speaks of a card or a holder who is not there, and says nothing of numbers to who tries. */
const NO_MISS: Readonly<Record<string, string>> = {
  // By an id of ours, which nobody finds by trying, or of what is no person.
  'association-membership-not-found': 'not by a number of a card',
  'cardsystem-not-found': 'not by a number of a card',
  'event-not-found': 'not by a number of a card',
  'family-member-not-found': 'not by a number of a card',
  'household-not-found': 'not by a number of a card',
  'organizer-not-found': 'not by a number of a card',
  'party-not-found': 'not by a number of a card',
  'picture-not-found': 'not by a number of a card',
  'place-not-found': 'not by a number of a card',
  'reward-not-found': 'not by a number of a card',
  'role-not-found': 'not by a number of a card',
  'school-not-found': 'not by a number of a card',
  // By a number of a card.
  'card-not-in-stock': 'the number is known',
  'invalid-card': 'only some: core/passes/give-out.ts calls asMiss',
  'pass-number-taken': 'the number is somebody’s',
  'passholder-no-active-cardsystems': 'only some: a pass of elsewhere is made by asMiss',
  'reward-passholder-no-applicable-cardsystems': 'only some: a pass of elsewhere is made by asMiss',
  'passholder-has-open-payments': 'the holder is there',
};

const WHO = /\b(?:pass|passes|card|holder|chip|number)\b/i;
const NOBODY = /\b(?:unknown|known|not found|nobody|no pass|another card system)\b/i;

t.test('each problem that may say that a number is nobody’s was judged', async (t) => {
  const suspects = problems
    .map(({ kind }) => kind.definition)
    .filter(({ title, explanation }) => {
      const text = `${title} ${explanation}`;
      return WHO.test(text) && NOBODY.test(text);
    });
  const unjudged = suspects.filter(({ name, isMiss }) => !isMiss && !(name in NO_MISS));

  t.same(
    unjudged.map(({ name }) => name),
    [],
    'give it `isMiss: true`, or say here why it is none',
  );
  const names = new Set(suspects.map(({ name }) => name));
  t.same(
    Object.keys(NO_MISS).filter((name) => !names.has(name)),
    [],
    'no longer needed',
  );
  t.ok(suspects.some(({ isMiss }) => isMiss));
});
