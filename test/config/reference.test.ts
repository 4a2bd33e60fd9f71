import t from 'tap';
import { Type } from 'typebox';
import { validateDocument } from '../../config/validate-document.ts';
import { catalogue, documentOf, errorsIn, townSchema, town, townWith } from './town.ts';

t.test('a department that does not exist is told with those that do', (t) => {
  const errors = errorsIn(townWith('owner: sports', 'owner: sprots'));

  t.strictSame(errors, [
    {
      file: 'lier.yaml',
      line: 12,
      column: 12,
      path: 'plugins.sportpas.owner',
      message: 'unknown organizer sprots: did you mean sports? known here: library, sports',
      suggestion: 'sports',
      allowed: ['library', 'sports'],
    },
  ]);
  t.end();
});

t.test('references are checked in lists, and as keys of a record', (t) => {
  const place = errorsIn(townWith('{ place: hall', '{ place: hal'));
  const party = errorsIn(townWith('sports: 3', 'lunapark: 3'));

  t.match(place, [{ line: 16, column: 18, path: 'plugins.sportpas.facilities[1].place' }]);
  t.match(party, [{ line: 17, column: 28, path: 'plugins.sportpas.weights.lunapark' }]);
  t.match(party, [
    { message: 'unknown party lunapark; known here: library, sports, solidary-pot' },
  ]);
  t.equal(place.length + party.length, 2);
  t.end();
});

t.test('where one of two kinds will do, either is right and neither is told as both', (t) => {
  const payer = (name: string) =>
    errorsIn(townWith('owner: sports', `owner: sports\n    payer: ${name}`));

  t.strictSame(payer('city'), []);
  t.strictSame(payer('solidary-pot'), []);
  t.match(payer('ocwm'), [
    {
      path: 'plugins.sportpas.payer',
      message: /^unknown legal entity or party ocwm: did you mean ocmw\?/,
      allowed: ['city', 'ocmw', 'library', 'sports', 'solidary-pot'],
    },
  ]);
  t.equal(payer('ocwm').length, 1);
  t.end();
});

t.test('where a fixed word will do too, it is among the words that are known', (t) => {
  const payers = (text: string) => errorsIn(townWith('{ residence: 40, solidary-pot: 20 }', text));

  t.strictSame(payers('{ residence: 40, solidary-pot: 20 }'), []);
  t.match(payers('{ residense: 40 }'), [
    {
      path: 'plugins.sportpas.payers.residense',
      message: /^unknown party residense: did you mean residence\?/,
      allowed: ['residence', 'library', 'sports', 'solidary-pot'],
    },
  ]);
  t.match(payers('{ City!: 1 }'), [{ message: /^the key City! does not have the right form/ }]);
  t.equal(payers('{ City!: 1 }').length, 1);
  t.end();
});

t.test('a reference in the wrong form is told once, with the names that exist', (t) => {
  const errors = errorsIn(townWith('owner: sports', 'owner: Sports!'));

  t.match(errors, [{ message: /^unknown organizer Sports!: did you mean sports\?/ }]);
  t.equal(errors.length, 1);
  t.end();
});

t.test('without a catalogue only the form is checked', (t) => {
  const document = documentOf(town.replaceAll('sports', 'anything'));

  t.ok(validateDocument(document, townSchema).ok);
  t.end();
});

t.test('a kind of which nothing exists yet says so', (t) => {
  const document = documentOf(town);

  const validation = validateDocument(document, townSchema, { ...catalogue, place: [] });

  t.match(validation, { errors: [{ message: 'unknown place pool; none is known here' }, {}] });
  t.end();
});

t.test('a schema that refers to a kind that nobody keeps is refused', (t) => {
  const schema = Type.Object({ zone: Type.String({ 'x-reference': 'zone' }) });

  t.throws(
    () => validateDocument(documentOf('zone: a'), schema, catalogue),
    /zone refers to a zone/,
  );
  t.end();
});
