import t from 'tap';
import { Type } from 'typebox';
import { validateDocument } from '../../config/validate-document.ts';
import { catalogue, documentOf, errorsIn, town, townSchema, townWith } from './town.ts';

interface WrongValue {
  readonly what: string;
  /** What of the town is replaced, and by what. */
  readonly edit: readonly [piece: string, replacement: string];
  /** `line:column path` of the one error. */
  readonly where: string;
  readonly message: RegExp;
  readonly suggestion?: string;
}

const wrongValues: readonly WrongValue[] = [
  {
    what: 'a plugin that does not exist',
    edit: ['  sportpas:', '  sportpass:'],
    where: '11:3 plugins.sportpass',
    message: /sportpass: did you mean sportpas\? known here: sportpas, jongerenkaart/,
    suggestion: 'sportpas',
  },
  {
    what: 'a key that resembles nothing',
    edit: ['priceCents: 500', 'priceCents: 500\n  banana: 1'],
    where: '9:3 pass.banana',
    message: /^unknown key banana; known here: priceCents, share, days, from, opens$/,
  },
  {
    what: 'a required key that is misspelt',
    edit: ['nisCode:', 'nis_code:'],
    where: '2:1 nis_code',
    message: /nis_code: did you mean nisCode\?/,
    suggestion: 'nisCode',
  },
  {
    what: 'a required key that is missing at the top',
    edit: ['name: Lier\n', ''],
    where: '1:1 name',
    message: /^the key name is missing \(the name of the town\)$/,
  },
  {
    what: 'a required key that is missing inside',
    edit: ['  priceCents: 500', '  days: 3'],
    where: '7:1 pass.priceCents',
    message: /^the key priceCents is missing/,
  },
  {
    what: 'a required key that is missing in a list',
    edit: ['      - place: pool\n        fee: 300', '      - place: pool'],
    where: '14:9 plugins.sportpas.facilities[0].fee',
    message: /^the key fee is missing/,
  },
  {
    what: 'a word that is not one of the words allowed',
    edit: ['{ kind: department }', '{ kind: departement }'],
    where: '5:20 organizers.library.kind',
    message: /^departement is not allowed here: it must be one of department, association, partner/,
    suggestion: 'department',
  },
  {
    what: 'a postcode as a number',
    edit: ['["2500"]', '[2500]'],
    where: '3:13 postcodes[0]',
    message: /without quotes it is read as the number 2500: write "2500"/,
    suggestion: '"2500"',
  },
  {
    what: 'a code with a leading zero as a number',
    edit: ['"12021"', '08'],
    where: '2:10 nisCode',
    message: /read as the number 8: write "08"/,
    suggestion: '"08"',
  },
  {
    what: 'a name that YAML reads as a truth',
    edit: ['name: Lier', 'name: true'],
    where: '1:7 name',
    message: /read as the boolean true: write "true" \(the name of the town\)/,
    suggestion: '"true"',
  },
  {
    what: 'ja for true',
    edit: ['{ kind: department }', '{ kind: department, active: ja }'],
    where: '5:40 organizers.library.active',
    message: /must be true or false: write true for ja/,
    suggestion: 'true',
  },
  {
    what: 'no for false',
    edit: ['{ kind: department }', '{ kind: department, active: no }'],
    where: '5:40 organizers.library.active',
    message: /write false for no/,
    suggestion: 'false',
  },
  {
    what: 'euro with decimals where cents are asked',
    edit: ['fee: 300', 'fee: 2.50'],
    where: '15:14 plugins.sportpas.facilities[0].fee',
    message: /cents, e\.g\. 500 for 5 euro; write 250$/,
    suggestion: '250',
  },
  {
    what: 'euro with zero cents, which YAML reads as a whole number',
    edit: ['priceCents: 500', 'priceCents: 5.00'],
    where: '8:15 pass.priceCents',
    message: /5\.00 is given.*cents, e\.g\. 500 for 5 euro; write 500/,
    suggestion: '500',
  },
  {
    what: 'euro with a decimal comma',
    edit: ['priceCents: 500', 'priceCents: 5,00'],
    where: '8:15 pass.priceCents',
    message: /cents/,
    suggestion: '500',
  },
  {
    what: 'a euro sign',
    edit: ['priceCents: 500', 'priceCents: € 5'],
    where: '8:15 pass.priceCents',
    message: /cents/,
    suggestion: '500',
  },
  {
    what: 'a thousand or a one',
    edit: ['priceCents: 500', 'priceCents: 1.000'],
    where: '8:15 pass.priceCents',
    message: /1\.000 is given, but it must be a whole number/,
  },
  {
    what: 'a whole number with a leading zero',
    edit: ['priceCents: 500', 'priceCents: 0500'],
    where: '8:15 pass.priceCents',
    message: /0500 is read as the number 500/,
    suggestion: '500',
  },
  {
    what: 'a number in quotes',
    edit: ['priceCents: 500', 'priceCents: "500"'],
    where: '8:15 pass.priceCents',
    message: /write 500 without quotes/,
    suggestion: '500',
  },
  {
    what: 'a comma before the decimals',
    edit: ['priceCents: 500', 'priceCents: 500\n  share: 0,2'],
    where: '9:10 pass.share',
    message: /a number, with a point before the decimals; write 0\.2/,
    suggestion: '0.2',
  },
  {
    what: 'days with decimals',
    edit: ['priceCents: 500', 'priceCents: 500\n  days: 1.5'],
    where: '9:9 pass.days',
    message: /^1\.5 is given, but it must be a whole number$/,
  },
  {
    what: 'a number out of range',
    edit: ['priceCents: 500', 'priceCents: -1'],
    where: '8:15 pass.priceCents',
    message: /^-1 is out of range: it must be 0 or more and 10000 or less$/,
  },
  {
    what: 'a day written the Belgian way',
    edit: ['priceCents: 500', 'priceCents: 500\n  from: 1/9/2026'],
    where: '9:9 pass.from',
    message: /^1\/9\/2026 is not a day such as 2026-09-01: did you mean 2026-09-01\?/,
    suggestion: '2026-09-01',
  },
  {
    what: 'a day that the calendar does not have',
    edit: ['priceCents: 500', 'priceCents: 500\n  from: 2026-02-30'],
    where: '9:9 pass.from',
    message: /is not a day of the calendar/,
  },
  {
    what: 'a time in another form',
    edit: ['priceCents: 500', 'priceCents: 500\n  opens: 8u30'],
    where: '9:10 pass.opens',
    message: /8u30 does not have the right form/,
    suggestion: '08:30',
  },
  {
    what: 'a code of four digits in five places',
    edit: ['"12021"', '"1202"'],
    where: '2:10 nisCode',
    message: /^"1202" does not have the right form: it must be 5 digits$/,
  },
  {
    what: 'a name in capitals and spaces where a key is asked',
    edit: ['  library: {', '  City Library: {'],
    where: '5:3 organizers["City Library"]',
    message: /small letters, digits and hyphens/,
    suggestion: 'city-library',
  },
  {
    what: 'an e-mail address without @',
    edit: ['{ kind: department }', '{ kind: department, mail: bib.lier.be }'],
    where: '5:38 organizers.library.mail',
    message: /is not an e-mail address/,
  },
  {
    what: 'an enterprise number with dots',
    edit: ['{ kind: department }', '{ kind: department, enterpriseNumber: BE 0566.988.259 }'],
    where: '5:50 organizers.library.enterpriseNumber',
    message: /is not an enterprise number/,
    suggestion: '0566988259',
  },
  {
    what: 'one value where a list is asked',
    edit: ['["2500"]', '"2500"'],
    where: '3:12 postcodes',
    message: /^"2500" is given, but it must be a list/,
  },
  {
    what: 'a list item without a space after its dash',
    edit: ['["2500"]', '\n  -2500'],
    where: '4:3 postcodes',
    message: /a space follows the "-"/,
  },
  {
    what: 'an empty list where one item is needed',
    edit: ['["2500"]', '[]'],
    where: '3:12 postcodes',
    message: /^this must have at least 1 item$/,
  },
  {
    what: 'the same item twice',
    edit: ['["2500"]', '["2500", "2501", "2500"]'],
    where: '3:29 postcodes[2]',
    message: /already/,
  },
  {
    what: 'a plugin with nothing after its colon',
    edit: ['jongerenkaart: {}', 'jongerenkaart:'],
    where: '10:3 plugins.jongerenkaart',
    message: /nothing is given here.*or \{\} when there is nothing to set/,
  },
  {
    what: 'a list where keys are asked',
    edit: ['jongerenkaart: {}', 'jongerenkaart: [a]'],
    where: '10:18 plugins.jongerenkaart',
    message: /a group of keys \("key: value"\): leave the "-" out/,
  },
  {
    what: 'an unknown kind of a thing that has kinds',
    edit: ['kind: year', 'kind: yaer'],
    where: '19:21 plugins.sportpas.season.kind',
    message: /^yaer is not allowed here: it must be one of year, days: did you mean year\?$/,
    suggestion: 'year',
  },
  {
    what: 'a mistake inside one kind of a thing',
    edit: ['{ kind: year, start: 2026-09-01 }', '{ kind: days, days: 3, colour: rde }'],
    where: '19:44 plugins.sportpas.season.colour',
    message: /one of red, green: did you mean red\?/,
    suggestion: 'red',
  },
  {
    what: 'a misspelt key in one kind of a thing',
    edit: ['{ kind: year, start: 2026-09-01 }', '{ knid: year, start: 2026-09-01 }'],
    where: '19:15 plugins.sportpas.season.knid',
    message: /did you mean kind\?/,
    suggestion: 'kind',
  },
  {
    what: 'neither the word nor the list that is allowed',
    edit: ['owner: sports', 'owner: sports\n    open: alwys'],
    where: '13:11 plugins.sportpas.open',
    message: /it must be always: did you mean always\? \(or a list/,
    suggestion: 'always',
  },
];

for (const { what, edit, where, message, suggestion } of wrongValues) {
  t.test(`a file with ${what} gives one error at its place`, (t) => {
    const errors = errorsIn(townWith(...edit));

    t.equal(errors.length, 1, JSON.stringify(errors));
    const [error] = errors;
    t.equal(`${error?.line}:${error?.column} ${error?.path}`, where);
    t.match(error?.message, message);
    t.equal(error?.suggestion, suggestion);
    t.equal(error?.file, 'lier.yaml');
    t.end();
  });
}

t.test('a file that is no group of keys at all is one error', (t) => {
  t.match(errorsIn('- a\n'), [{ line: 1, column: 1, path: '', message: /a group of keys/ }]);
  t.match(errorsIn('Lier'), [{ line: 1, column: 1, path: '', message: /a group of keys/ }]);
  t.end();
});

t.test('the words that are allowed come with the error', (t) => {
  const [kind] = errorsIn(townWith('{ kind: department }', '{ kind: dept }'));
  const [plugin] = errorsIn(townWith('sportpas:', 'sport:'));

  t.strictSame(kind?.allowed, ['department', 'association', 'partner']);
  t.strictSame(plugin?.allowed, ['sportpas', 'jongerenkaart']);
  t.end();
});

t.test('every mistake of a file is told at once, from top to bottom', (t) => {
  const errors = errorsIn(
    town
      .replace('name:', 'nmae:')
      .replace(' 500', ' 5.00')
      .replace('owner: sports', 'owner: sport'),
  );

  t.strictSame(
    errors.map(({ line, path }) => `${line} ${path}`),
    ['1 nmae', '8 pass.priceCents', '12 plugins.sportpas.owner'],
  );
  t.end();
});

t.test('a file that is right gives its settings, with the defaults filled in', (t) => {
  const document = documentOf(town);

  const validation = validateDocument(document, townSchema, catalogue);

  t.ok(validation.ok);
  if (!validation.ok) return t.end();
  t.strictSame(validation.value.languages, ['nl']);
  t.equal(validation.value.pass.days, 30);
  t.equal(validation.value.organizers['library']?.active, true);
  t.notOk('languages' in (document.value as object), 'the document is left alone');
  t.end();
});

t.test('a secret is never repeated in a message', (t) => {
  const wrong = ['4111', '"hunter2"', '[hunter2]', 'BE00 hunter2', 'true'];
  for (const iban of wrong) {
    const errors = errorsIn(townWith('BE68539007547034', iban));

    t.equal(errors.length, 1);
    t.notMatch(JSON.stringify(errors), /4111|hunter2|BE00/, iban);
  }
  t.end();
});

t.test('a secret in a union is never repeated either', (t) => {
  const secret = Type.Union([Type.String({ 'x-secret': true }), Type.Null()]);
  const schema = Type.Object({ key: secret });

  const validation = validateDocument(documentOf('key: 4111'), schema);

  t.notOk(validation.ok);
  t.notMatch(JSON.stringify(validation), /4111/);
  t.end();
});
