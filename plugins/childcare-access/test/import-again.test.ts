import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { runImport } from '../../../core/imports/run-import.ts';
import { newPassNumber } from '../../../test/fixtures/open-api.ts';
import { openChildcare } from './open-childcare.ts';

/*
 * The same list again, after the department changed by hand what it had taken over.
 */

const care = await openChildcare(t);
const folder = t.testdir({});

async function take(kind: 'children' | 'holders', lines: readonly string[]) {
  const file = path.join(folder, `${kind}.csv`);
  writeFileSync(file, lines.join('\r\n'));
  const report = await runImport(care.api.core, {
    kind,
    source: { file },
    municipality: 'lier',
    dryRun: false,
    confirm: async () => true,
  });
  if (kind === 'holders' && report.wrong.length > 0) throw new Error(report.problemCsv);
  return report;
}

let serial = 0;

/** Somebody on the list of holders, born in 1985 or 2018. */
function somebody(firstName: string, year: 1985 | 2018) {
  serial += 1;
  const nine = `${year % 100}0505${String(serial).padStart(3, '0')}`;
  const check = 97 - (Number(year === 2018 ? `2${nine}` : nine) % 97);
  const number = newPassNumber();
  const nationalNumber = `${nine}${String(check).padStart(2, '0')}`;
  const born = `05/05/${year}`;
  return { number, nationalNumber, firstName, born };
}
type Somebody = ReturnType<typeof somebody>;

async function register(...persons: Somebody[]) {
  await take('holders', [
    'pasnummer;naam;voornaam;geboortedatum;INSZ;postcode;gemeente;kansentarief;kansentarief tot;status',
    ...persons.map(({ born, firstName, nationalNumber, number }) => {
      return `${number};Peeters;${firstName};${born};${nationalNumber};2500;Lier;nee;;actief`;
    }),
  ]);
}

interface Row {
  readonly location?: string;
  readonly days?: string;
  readonly pickUps?: readonly [Somebody, Somebody?];
  readonly payers?: readonly [Somebody, Somebody?];
  readonly allergies?: string;
}

const HEADER =
  'INSZ;naam;voornaam;geboren;locatie;dagen;ophaler 1;ophaler 2;betaler 1;betaler 2;' +
  'verdeling;allergie';

async function family() {
  const [child, mother, father] = [
    somebody('Noor', 2018),
    somebody('Mama', 1985),
    somebody('Papa', 1985),
  ];
  await register(child, mother, father);
  const list = async (row: Row = {}) => {
    const { allergies = 'noten', days = 'ma di', location = 'Het Nest' } = row;
    const { payers = [mother, father], pickUps = [mother] } = row;
    const cells = [child.nationalNumber, 'Peeters', 'Noor', child.born, location, days];
    const persons = [pickUps[0], pickUps[1], payers[0], payers[1]];
    const numbers = persons.map((one) => one?.nationalNumber ?? '');
    const shares = payers.length === 2 ? '50/50' : '100';
    const line = [...cells, ...numbers, shares, allergies].join(';');
    return take('children', [HEADER, line]);
  };
  const found = async () => {
    const [one, ...others] = await care.find(child.number);
    if (!one || others.length > 0) throw new Error(`${others.length + 1} enrolments`);
    return one;
  };
  const put = async (part: string, body: object) => {
    const { id } = await found();
    const answer = await care.desk.put(`/childcare-access/enrolments/${id}/${part}`, body);
    if (answer.statusCode !== 204) throw new Error(answer.body);
  };
  return { child, father, found, list, mother, put };
}

const WEEK = { onFreeDays: true, mayLeaveAlone: false };

t.test('the same list leaves what the department wrote since', async (t) => {
  const { father, found, list, mother, put } = await family();
  t.match((await list()).outcomes, { new: 1 });
  await put('days', { ...WEEK, days: [3] });
  await put('persons', {
    persons: [
      { kind: 'pick-up', name: 'Papa', card: father.number },
      { kind: 'barred', name: 'Mama', card: mother.number },
    ],
  });
  await put('payers', { payers: [{ card: father.number, name: 'Papa', share: 1 }] });
  await put('allergies', { allergies: 'gluten' });
  const written = await found();

  t.match((await list()).outcomes, { unchanged: 1 });

  t.same(await found(), written);
});

t.test('only what a list says otherwise than last time changes', async (t) => {
  const { father, found, list, mother, put } = await family();
  await list({ pickUps: [mother, father] });
  await put('days', { ...WEEK, days: [3], group: 'bees' });
  await put('persons', {
    persons: [
      { kind: 'pick-up', name: 'Mama', card: mother.number },
      { kind: 'pick-up', name: 'Papa', card: father.number },
      { kind: 'pick-up', name: 'Buurvrouw' },
      { kind: 'barred', name: 'Oom' },
    ],
  });
  await put('payers', { payers: [{ card: mother.number, name: 'Mama', share: 1 }] });
  const before = await found();
  const oma = somebody('Oma', 1985);
  await register(oma);

  const report = await list({ location: 'De Regenboog', pickUps: [mother, oma] });

  t.match(report.outcomes, { changed: 1 });
  const after = await found();
  t.match(after, { location: 'rainbow', days: [3], group: null, onFreeDays: true });
  t.same(after.payers, before.payers);
  t.same(
    after.persons.map(({ name }) => name),
    ['Mama', 'Buurvrouw', 'Oom', 'Oma Peeters'],
  );
  t.equal(after.persons[0]?.id, before.persons[0]?.id);
  t.match((await list({ location: 'De Regenboog', pickUps: [mother, oma] })).outcomes, {
    unchanged: 1,
  });

  await list({ location: 'De Regenboog', pickUps: [mother, oma], payers: [father], allergies: '' });
  t.match((await found()).payers, [{ name: 'Papa Peeters', share: 100 }]);
  t.match(await listedOf((await found()).id), { allergies: false });
});

/** What is kept sealed of an enrolment. */
async function listedOf(id: string) {
  const [row] = await care.api.core.asOwner(
    `select sealed_allergies is not null as allergies, sealed_listed is not null as listed
       from childcare_access.enrolment where id = $1`,
    [id],
  );
  return row;
}

t.test('a payer who got a pass pays, unless somebody decided otherwise', async (t) => {
  for (const isByHand of [false, true]) {
    const { father, found, list, mother, put } = await family();
    const late = somebody('Laat', 1985);
    await list({ payers: [mother, late] });
    if (isByHand) await put('payers', { payers: [{ card: father.number, name: 'P', share: 1 }] });
    await register(late);

    const again = await list({ payers: [mother, late] });

    t.match(again.outcomes, isByHand ? { unchanged: 1 } : { changed: 1 });
    const names = (await found()).payers.map(({ name }) => name);
    t.same(names, isByHand ? ['P'] : ['Mama Peeters', 'Laat Peeters']);
  }
});

t.test('a list does not overwrite who was enrolled by hand', async (t) => {
  const { child, father, found, list, mother } = await family();
  const persons = [{ kind: 'pick-up', name: 'Mama', card: mother.number }];
  const payers = [
    { card: father.number, name: 'Papa', share: 1 },
    { card: mother.number, name: 'Mama', share: 1 },
  ];
  await care.enrol(
    { ...child, passholderId: '', personId: '', cardId: '' },
    {
      days: [2, 1],
      persons,
      payers,
      allergies: 'noten',
    },
  );
  const written = await found();

  for (const [row, column] of [
    [{ location: 'De Regenboog' }, 'locatie'],
    [{ days: 'ma' }, 'dagen'],
    [{ allergies: '' }, 'allergie'],
    [{ pickUps: [father] }, 'ophaler 1'],
    [{ payers: [mother] }, 'betaler 1'],
  ] as const) {
    const report = await list(row);
    t.match(report.outcomes, { review: 1 }, column);
    t.match(report.review, [{ kind: 'enrolled-by-hand', cells: [{ column }] }]);
  }
  t.same(await found(), written);

  t.match((await list()).outcomes, { unchanged: 1 });
  t.same(await found(), written);
  t.match((await list({ days: 'ma' })).outcomes, { changed: 1 }, 'from then on the list is known');
});

t.test('what the department changed is not changed by a list without somebody', async (t) => {
  const { found, list } = await family();
  await list();
  const { id } = await found();
  const address = `/childcare-access/enrolments/${id}/allergies`;
  await care.desk.put(address, { allergies: 'melk' });
  const written = await found();

  const { outcomes, review } = await list({ allergies: 'pinda' });

  t.match(outcomes, { review: 1 });
  t.match(review, [{ kind: 'changed-by-hand', cells: [{ column: 'allergie', value: '' }] }]);
  t.same(await found(), written);
  t.match((await list()).outcomes, { unchanged: 1 }, 'the list as it was is no quarrel');
  t.match((await list({ allergies: 'melk' })).outcomes, { changed: 1 }, 'nor one that agrees');
});

t.test('who is barred and stands on the list to fetch is told, each time', async (t) => {
  const { father, found, list, mother, put } = await family();
  await list();
  const barred = [
    { kind: 'barred', name: 'Moeder', card: mother.number },
    { kind: 'barred', name: 'péeters papa' },
  ];
  await put('persons', { persons: barred });
  const told = [
    {
      cells: [
        { column: 'ophaler 1', code: 'pick-up-barred' },
        { column: 'ophaler 2', code: 'pick-up-named-as-barred' },
      ],
    },
  ];

  const changed = await list({ pickUps: [mother, father] });
  const again = await list({ pickUps: [mother, father] });

  t.match(changed, { outcomes: { changed: 1 }, remarked: told });
  t.match(again, { outcomes: { unchanged: 1 }, remarked: told });
  t.same(
    (await found()).persons.map(({ name }) => name),
    ['Moeder', 'péeters papa', 'Papa Peeters'],
    'the bar holds; a namesake is another until somebody says who that is',
  );
});

t.test('a list enrols nobody on a day of the week without care', async (t) => {
  const [unknown, enrolled] = [await family(), await family()];
  const refused = [{ cells: [{ column: 'dagen', code: 'day-without-care' }] }];

  const before = await unknown.list({ days: 'ma za' });
  await enrolled.list();
  const after = await enrolled.list({ days: 'ma di zo' });

  t.match(before, { outcomes: { wrong: 1 }, wrong: refused });
  t.match(after, { outcomes: { wrong: 1 }, wrong: refused });
  t.match(after.wrong[0]?.cells[0]?.nl, 'Op zondag is er geen opvang.');
  t.match(await enrolled.found(), { days: [1, 2] });
});

t.test('a child is not moved to where it was enrolled by hand', async (t) => {
  const { child, list } = await family();
  await list();
  const enrolled = { ...child, passholderId: '', personId: '', cardId: '' };
  await care.enrol(enrolled, { location: 'rainbow' });

  const { outcomes, review } = await list({ location: 'De Regenboog' });

  t.match(outcomes, { review: 1 });
  t.match(review, [{ kind: 'enrolled-there-by-hand' }]);
});

t.test('what the list said is forgotten with the child, and after its enrolment', async (t) => {
  const [erased, ended] = [await family(), await family()];
  await erased.list();
  await ended.list();
  const { id } = await ended.found();
  const { id: erasedId } = await erased.found();
  const [row] = await care.api.core.asOwner<{ id: string; text: string }>(
    `select passholder_id as id, e::text from childcare_access.enrolment e where id = $1`,
    [erasedId],
  );
  t.notMatch(row?.text, /noten|rainbow|nest/);

  const privacy = care.api.as('lier-privacy');
  const told = (await privacy.get(`/passholders/${row?.id}/export`)).json();
  t.match(told.plugins['childcare-access'], {
    enrolments: [{ onList: { location: 'nest', days: [1, 2], allergies: 'noten', pickUps: 1 } }],
  });
  await privacy.delete(`/passholders/${row?.id}`);
  t.match(await listedOf(erasedId), { listed: false });

  await care.desk.post(`/childcare-access/enrolments/${id}/end`, { lastDay: '2026-11-20' });
  t.match(await listedOf(id), { listed: true });
  care.at('10:00', '2027-02-19');
  await care.work('forget-ended');
  t.match(await listedOf(id), { listed: false });
});

t.test('a child that is enrolled anew for later stays on the list as it is', async (t) => {
  care.at('15:30');
  const { child, found, list } = await family();
  await list();
  const { id } = await found();
  const enrolments = '/childcare-access/enrolments';
  await care.desk.post(`${enrolments}/${id}/end`, { lastDay: '2026-11-30' });
  const body = { card: child.number, location: 'nest', days: [3], ...WEEK, from: '2026-12-01' };
  t.equal((await care.desk.post(enrolments, body)).statusCode, 200);

  t.match((await list()).outcomes, { unchanged: 1 });
  t.match((await list({ days: 'ma' })).outcomes, { changed: 1 });

  t.match(await care.find(child.number), [{ id, days: [1] }, { days: [3] }]);
});
