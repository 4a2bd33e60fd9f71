import t from 'tap';
import { matchHeader } from '../../../core/imports/match-header.ts';

const columns = [
  { key: 'lastName', titles: ['achternaam', 'naam'], required: true },
  { key: 'birthDate', titles: ['geboortedatum', 'geb.datum'], required: true },
  { key: 'email', titles: ['e-mail'], required: false },
] as const;

function problemsOf(header: string[]): { code: string; nl: string }[] {
  const matched = matchHeader(header, columns);
  return 'problems' in matched ? matched.problems : [];
}

t.test('case, accents, spaces and punctuation of a title do not matter', async (t) => {
  const matched = matchHeader(['E mail', 'GEBOORTE-DATUM', ' Achternáám '], columns);

  t.same(matched, { places: { lastName: 2, birthDate: 1, email: 0 } });
});

t.test('a column that may be absent is absent, a header without text is no column', async (t) => {
  const matched = matchHeader(['naam', '', 'geb datum'], columns);

  t.same(matched, { places: { lastName: 0, birthDate: 2, email: null } });
});

t.test('a missing column is named, with what may have been meant', async (t) => {
  const [missing, unknown, ...rest] = problemsOf(['achternaam', 'geboortedaum']);

  t.same(missing, {
    code: 'missing-header',
    nl: "De kolom 'geboortedatum' of 'geb.datum' ontbreekt. Is 'geboortedaum' bedoeld?",
  });
  t.same(unknown, {
    code: 'unknown-header',
    nl: "De kolom 'geboortedaum' is onbekend. Bedoelde u 'geboortedatum'?",
  });
  t.same(rest, []);
});

t.test('what is expected is told once, when nothing is near an unknown column', async (t) => {
  t.same(problemsOf(['naam', 'geb.datum', 'schoenmaat', 'lengte']), [
    { code: 'unknown-header', nl: "De kolom 'schoenmaat' is onbekend." },
    { code: 'unknown-header', nl: "De kolom 'lengte' is onbekend." },
    {
      code: 'expected-header',
      nl: 'Verwacht: achternaam, geboortedatum, e-mail (mag ontbreken).',
    },
  ]);
});

t.test('two columns that say the same are refused', async (t) => {
  t.same(problemsOf(['naam', 'geb.datum', 'Achternaam']), [
    {
      code: 'duplicate-header',
      nl: "Deze kolommen zeggen hetzelfde: 'naam' en 'Achternaam'. Eén volstaat.",
    },
  ]);
});

t.test('a list without header repeats no person in its refusal', async (t) => {
  const [problem, ...rest] = problemsOf(['Peeters', '17/10/2008', '85.07.30-033.28']);

  t.equal(problem?.code, 'no-header');
  t.notMatch(problem?.nl, /Peeters|85/);
  t.same(rest, []);
});

t.test('a national number in a header is masked', async (t) => {
  const problems = problemsOf(['naam', 'geb.datum', '85.07.30-033.28']);

  t.match(problems[0], { code: 'unknown-header', nl: /'\*\*\.\*\*\.\*\*-\*\*\*\.28'/ });
  t.notMatch(JSON.stringify(problems), /85\.07/);
});
