import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { runImport } from '../../../core/imports/run-import.ts';
import { parseTime } from '../activities/activity-row.ts';
import { openHoliday, START } from './open-holiday.ts';

/*
 * The offer of a holiday, taken over as a spreadsheet hands it in: in Latin-1, with `;`.
 */

const { addChildren, api, core, desk, enrol, find, show } = await openHoliday(t);

const HEADER =
  'nr;activiteit;plaats;eerste dag;laatste dag;beginuur;einduur;leeftijd van;leeftijd tot;' +
  'plaatsen;prijs;gegeven door;vergoeding;per;dagen open';

async function take(lines: readonly string[], dryRun = false) {
  const file = path.join(t.testdir({}), 'lente.csv');
  writeFileSync(file, Buffer.from([HEADER, ...lines].join('\r\n'), 'latin1'));
  return runImport(core, {
    kind: 'activities',
    source: { file },
    municipality: 'lier',
    dryRun,
    confirm: async () => true,
  });
}

const list = [
  'L1;Klimmen;Turnzaal;21/12/2026;24/12/2026;9u;16u30;8;12;20;40,00 EUR;Turnkring;25,00;plaats;30',
  'L2;Knutselen;SPORTHAL;22/12/2026;;9:30;12.00;;;15;7,89;;;;',
  'L3;Fout;maan;31/02/2026;;25:00;later;x;200;0;gratis;iemand;-1;uur;9999',
  'L4;Omgekeerd;gym;22/12/2026;21/12/2026;9:00;16:00;;;10;5;;;;',
  'L5;Voorbij;gym;19/11/2026;;9:00;16:00;;;10;5;;;;',
  'L6;Zonder gever;gym;22/12/2026;;9:00;16:00;;;10;5;;6,50;;',
  'L3;Nog eens;gym;22/12/2026;;9:00;16:00;;;10;5;;;;',
];

t.test('a trial tells what a run does, and changes nothing', async (t) => {
  const before = await api.countRows();

  t.match((await take(list, true)).outcomes, { new: 2, wrong: 5 });
  t.same(await api.countRows(), before);
});

t.test('a wrong row comes back with its row, its cells and why', async (t) => {
  const { wrong } = await take(list, true);

  t.same(
    wrong.map(({ row, cells }) => [row, cells.map(({ column, code }) => [column, code])]),
    [
      [
        4,
        [
          ['plaats', 'unknown-place'],
          ['eerste dag', 'impossible-day'],
          ['beginuur', 'impossible-time'],
          ['einduur', 'not-a-time'],
          ['leeftijd van', 'not-that-number'],
          ['leeftijd tot', 'not-that-number'],
          ['plaatsen', 'not-that-number'],
          ['prijs', 'not-an-amount'],
          ['gegeven door', 'unknown-giver'],
          ['vergoeding', 'negative-amount'],
          ['per', 'not-owed-so'],
          ['dagen open', 'not-that-number'],
        ],
      ],
      [5, [['laatste dag', 'ends-before-it-begins']]],
      [6, [['eerste dag', 'in-the-past']]],
      [7, [['vergoeding', 'owed-to-nobody']]],
      [8, [['nr', 'repeated-row']]],
    ],
  );
});

t.test('the good rows are taken over, and the same list again changes nothing', async (t) => {
  t.match((await take(list)).outcomes, { new: 2, wrong: 5 });
  const before = await api.countRows();

  t.match((await take(list)).outcomes, { unchanged: 2, wrong: 5 });
  t.same(await api.countRows(), before);
  const shown = (await desk.get('/grabbelpas/activities')).json();
  t.match(shown, [
    {
      code: 'L1',
      title: 'Klimmen',
      place: 'gym',
      placeTitle: 'Turnzaal',
      giver: 'gym-club',
      firstDay: '2026-12-21',
      lastDay: '2026-12-24',
      from: '09:00',
      until: '16:30',
      ages: { from: 8, until: 12 },
      regularPriceCents: 4000,
      places: 20,
      opensOn: '2026-11-21',
    },
    { code: 'L2', place: 'sports-hall', lastDay: '2026-12-22', ages: { from: 6, until: 12 } },
  ]);
});

t.test('what changed is changed, and what a child would notice is for a person', async (t) => {
  core.setNow('2026-11-23T10:00:00+01:00');
  const listed = (await desk.get('/grabbelpas/activities')).json<{ id: string }[]>();
  const id = listed[0]?.id ?? '';
  const [one, two] = await addChildren(2);
  const row = (places: number, title = 'Klimmen') =>
    `L1;${title};Turnzaal;21/12/2026;24/12/2026;9u;16u30;8;12;${places};45;Turnkring;25;plaats;30`;
  t.match((await take([row(1)])).outcomes, { changed: 1 });
  await enrol(id, [one?.number ?? '']);
  await enrol(id, [two?.number ?? ''], true);

  t.match((await take([row(1, 'Boulderen')])).outcomes, { review: 1 });
  t.match(await show(id), { title: 'Klimmen' });
  t.match((await take([row(2)])).outcomes, { changed: 1 });

  t.match(await find(two?.number), [{ state: 'offered' }], 'a place that is added is offered');
  const dearer = await take([row(2).replace(';45;', ';46;')]);
  t.match(dearer.outcomes, { review: 1 }, 'as long as it is offered, at that price');
  const { wrong } = await take([row(1)]);
  t.match(wrong, [{ cells: [{ column: 'plaatsen', code: 'places-taken' }] }]);
  await desk.post(`/grabbelpas/activities/${id}/cancel`);
  t.match((await take([row(3)])).wrong, [{ cells: [{ code: 'cancelled' }] }]);
  core.setNow(START);
});

t.test('the list names who comes, who waits, and whose activity was cancelled', async (t) => {
  core.setNow('2026-11-23T10:00:00+01:00');
  const listed = (await desk.get('/grabbelpas/activities')).json<{ id: string; code: string }[]>();
  const { id = '' } = listed.find(({ code }) => code === 'L2') ?? {};
  const children = await addChildren(2);
  for (const { number } of children) await enrol(id, [number], true);

  const answer = await desk.get('/grabbelpas/exports/participants?format=json');
  const passes = await desk.get('/grabbelpas/exports/passes?format=csv');

  const rows = answer.json<{ rows: unknown[][] }>().rows;
  const ofActivity = (code: string) => rows.filter(([of]) => of === code);
  const line = ['L2', 'Knutselen', '2026-12-22', String, String, '2018-05-05', 'ingeschreven'];
  t.equal(ofActivity('L2').length, 2);
  t.match(ofActivity('L2')[0], [...line, null, null]);
  const told = ofActivity('L1').map(({ 6: stand }) => stand);
  t.same(told, ['activiteit geannuleerd', 'activiteit geannuleerd'], 'somebody has to tell them');
  t.match(passes.body, /naam.voornaam.geboortedatum.van.tot/);
  const book = await desk.get('/grabbelpas/exports/participants?format=xlsx');
  t.equal(book.rawPayload.subarray(0, 2).toString(), 'PK', 'a book of Excel');
  core.setNow('2028-01-01T10:00:00+01:00');
  const later = await desk.get('/grabbelpas/exports/passes?format=json');
  t.same(later.json<{ rows: unknown[] }>().rows.slice(1), [], 'a pass that is over is on no list');
  core.setNow(START);
});

t.test('an hour is read as people write it, and nothing else is', async (t) => {
  for (const [text, value] of [
    ['9u', '09:00'],
    ['9u30', '09:30'],
    ['9.30', '09:30'],
    [' 09:30 ', '09:30'],
    ['09:30:00', '09:30'],
    ['24:00', '24:00'],
  ]) {
    t.same(parseTime(text ?? ''), { value });
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), (text) => {
      const read = parseTime(text);
      return 'problem' in read || /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(read.value);
    }),
    { numRuns: 2000 },
  );
});
