import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { runImport } from '../../../core/imports/run-import.ts';
import { registerPassholder } from '../../../core/passes/register-passholder.ts';
import { newPassNumber } from '../../../test/fixtures/open-api.ts';
import { testCaller } from '../../../test/fixtures/test-caller.ts';
import { budgetsOf, openTalents, useOf, YOUTH } from './open-talents.ts';

/*
 * What is left of the tickets of a paper list, taken over in the year in which the town begins;
 * from the next year on budgets are made here.
 */

const HEADER = 'INSZ;naam;voornaam;jaar;ticket 1;ticket 2;ticket 3';
const town = await openTalents(t, { firstYear: 2027 });
const { api, giveBudgets, leftOf, pay } = town;
const { core } = api;

async function register(nationalNumber: string, birthDate: string, firstName: string) {
  const number = newPassNumber();
  const uit = testCaller(core, 'uit', { municipality: 'mechelen' });
  const { passholderId } = await registerPassholder(core, uit, {
    card: { number, chipNumber: null },
    person: {
      firstName,
      lastName: 'Peeters',
      nationalNumber,
      birthDate,
      email: null,
      phone: null,
      street: 'Grote Markt',
      houseNumber: '1',
      postalCode: '2800',
      city: 'Mechelen',
    },
    household: null,
    payment: null,
    command: { key: randomUUID(), hash: 'registration' },
  });
  return { number, passholderId, personId: '', cardId: '' };
}

async function take(lines: readonly string[], dryRun = false) {
  const file = path.join(t.testdir({}), 'tickets.csv');
  writeFileSync(file, [HEADER, ...lines].join('\r\n'));
  return runImport(core, {
    kind: 'talententickets',
    source: { file },
    municipality: 'mechelen',
    dryRun,
    confirm: async () => true,
  });
}

const noor = await register('00012556777', '2016-01-25', 'Noor');
const jan = await register('85073003328', '2015-07-30', 'Jan');

const list = [
  '00.01.25-567.77;Peeters;Noor;2026;20,00;5,50;0',
  '85073003328;Peeters;Jan;2026;0;0;10',
  '85092090057;Iemand;Anders;2026;20;20;10',
  '85073003328;Peeters;Jan;2026;0;0;10',
  '123;P33ters;Jan;26;20,01;vijf;',
  '85073003328;Peeters;Jan;2025;1;1;1',
];

t.test('a trial tells what a run does, and changes nothing', async (t) => {
  const before = await api.countRows();

  t.match((await take(list, true)).outcomes, { new: 2, review: 1, wrong: 3 });
  t.same(await api.countRows(), before);
});

t.test('a wrong row comes back with its row, its cells and why', async (t) => {
  const { review, wrong } = await take(list, true);

  t.match(
    wrong.map(({ cells, row }) => [row, cells.map(({ code, column }) => [column, code])]),
    [
      [5, [['INSZ', 'repeated-row']]],
      [
        6,
        [
          ['INSZ', 'not-a-national-number'],
          ['naam', 'digits-in-name'],
          ['jaar', 'not-a-year'],
          ['ticket 1', 'more-than-ticket'],
          ['ticket 2', 'not-an-amount'],
          ['ticket 3', 'empty'],
        ],
      ],
      [7, [['jaar', 'year-not-running']]],
    ],
  );
  t.match(review, [{ row: 4, kind: 'no-holder' }]);
});

t.test('what is left is taken over, and the same list again changes nothing', async (t) => {
  t.match((await take(list)).outcomes, { new: 2, review: 1, wrong: 3 });
  t.same(await leftOf(noor), { first: 2000, second: 550, third: 0 });
  t.same(await leftOf(jan), { first: 0, second: 0, third: 1000 });
  t.equal((await pay(noor, useOf('second', 550))).statusCode, 201);
  t.equal((await pay(noor, useOf('third', 1))).statusCode, 409);
  const before = await api.countRows();

  t.match((await take(list)).outcomes, { unchanged: 2, review: 1, wrong: 3 });
  t.same(await api.countRows(), before);
  t.same(await leftOf(noor), { first: 2000, second: 0, third: 0 });
});

t.test('other amounts for a budget that is there are sent back', async (t) => {
  const { outcomes, wrong } = await take(['00012556777;Peeters;Noor;2026;20;20;10']);

  t.match(outcomes, { wrong: 1 });
  t.match(wrong, [{ row: 2, kind: 'budget-given-already' }]);
  t.same(await leftOf(noor), { first: 2000, second: 0, third: 0 });
});

t.test('the job begins with the first year that is its own', async (t) => {
  await giveBudgets();
  t.equal((await budgetsOf(api)).length, 2);
  core.setNow('2027-01-01T08:00:00+01:00');
  await giveBudgets();

  const years = (await budgetsOf(api)).map(({ year }) => year);
  t.same(
    years.toSorted((a, b) => a - b),
    [2026, 2026, 2027, 2027],
  );
  core.setNow('2026-11-20T10:00:00+01:00');
});

t.test('the list that is taken out has what is left, each child looked at', async (t) => {
  const looks = async () => (await api.countRows())['core.look'] ?? 0;
  const before = await looks();

  const answer = await api.as(YOUTH).get('/talententickets/exports/budgets?format=json');

  t.same(answer.json<{ rows: unknown[] }>().rows, [
    ['jaar', 'naam', 'voornaam', 'geboortedatum', 'ticket 1', 'ticket 2', 'ticket 3', 'geldig tot'],
    [2026, 'Peeters', 'Jan', '2015-07-30', 0, 0, 10, '2027-03-31'],
    [2026, 'Peeters', 'Noor', '2016-01-25', 20, 0, 0, '2027-03-31'],
    [2027, 'Peeters', 'Jan', '2015-07-30', 20, 20, 10, '2028-03-31'],
    [2027, 'Peeters', 'Noor', '2016-01-25', 20, 20, 10, '2028-03-31'],
  ]);
  t.equal((await looks()) - before, 2);
  core.setNow('2027-04-01T10:00:00+02:00');
  const later = await api.as(YOUTH).get('/talententickets/exports/budgets?format=json');
  const [, ...left] = later.json<{ rows: unknown[][] }>().rows;
  t.same([...new Set(left.map(([year]) => year))], [2027], 'what has lapsed is on it no longer');
  core.setNow('2026-11-20T10:00:00+01:00');
  const book = await api.as(YOUTH).get('/talententickets/exports/budgets?format=xlsx');
  t.equal(book.statusCode, 200);
});
