import fs from 'node:fs';
import t from 'tap';
import { runImport } from '../../../core/imports/run-import.ts';
import type { ImportReport } from '../../../core/imports/import-report.ts';
import { openChildcare } from './open-childcare.ts';

/*
 * The old lists of Lier, as they were handed over, where they are beside the checkout.
 */

const data = new URL('../../../../shared/data/lier/', import.meta.url);
const isThere = fs.existsSync(data);
const skip = isThere ? false : 'the lists of Lier are not beside the checkout';

const digits = (text: string): string => text.replace(/\D/g, '');
const read = (name: string): string => fs.readFileSync(new URL(name, data), 'utf8');

const care = await openChildcare(t);

async function take(kind: string, text: string | URL, dryRun = false): Promise<ImportReport> {
  const file = text instanceof URL ? text.pathname : `${t.testdir({ 'list.csv': text })}/list.csv`;
  return runImport(care.api.core, {
    kind,
    source: { file },
    municipality: 'lier',
    dryRun,
    progress: () => {},
    confirm: async () => true,
  });
}

t.test('rows of the list of Lier become enrolments, once', { skip }, async (t) => {
  const { list, matched, rows } = partOfList();
  await take('holders', holdersOn(list));

  const trial = await take('children', list, true);
  const report = await take('children', list);
  const again = await take('children', list);

  t.match(trial.outcomes, { new: matched, review: rows - matched });
  t.match(report.outcomes, { new: matched, review: rows - matched });
  t.match(again.outcomes, { unchanged: matched, review: rows - matched });
  const [figures] = await care.api.core.asOwner<Record<string, number>>(
    `select (select count(*)::int from childcare_access.enrolment) as enrolled,
            (select count(*)::int from childcare_access.enrolment
              where sealed_allergies like '%noten%' or sealed_allergies like '%gluten%') as open`,
  );
  t.same(figures, { enrolled: matched, open: 0 });

  const moved = list.replace('Het Nest', 'De Regenboog').replace(';gluten', ';noten');
  t.match((await take('children', moved)).outcomes, { changed: 1, unchanged: matched - 1 });
});

/** Enough of the list to see it taken over; all of it takes minutes on a busy machine. */
function partOfList(): { list: string; rows: number; matched: number } {
  const [header = '', ...rows] = read('opvang.csv').trimEnd().split(/\r?\n/);
  const holders = read('pashouders.csv').split(/\r?\n/);
  const known = new Set(holders.map((row) => digits(row.split(';')[5] ?? '')));
  const isKnown = (row: string): boolean => known.has(digits(row.split(';')[0] ?? ''));
  const without = rows.filter((row) => !isKnown(row)).slice(0, 3);
  const some = [...rows.filter(isKnown).slice(0, 20), ...without];
  return { list: [header, ...some, ''].join('\r\n'), rows: some.length, matched: 20 };
}

/** Of all holders only those whom the list names: the others make no difference to it. */
function holdersOn(list: string): string {
  const named = new Set(list.split(/[;\r\n]+/).map(digits));
  const [header = '', ...rows] = read('pashouders.csv').split(/\r?\n/);
  const kept = rows.filter((row) => named.has(digits(row.split(';')[5] ?? '')));
  return [header, ...kept, ''].join('\r\n');
}

const HEADER =
  'kind rijksregisternr;naam;voornaam;geboren;locatie;dagen;ophaler 1;ophaler 2;betaler 1;' +
  'betaler 2;verdeling;allergie';

t.test('wrong cells are sent back, each with its reason, and no national number', async (t) => {
  const row = (cells: string[]) => cells.join(';');
  const good = ['85073003328', 'De Smet', 'Els', '30/07/1985', 'Het Nest', 'ma di'];
  const who = ['00012556777', '', '00012556777', '', '100', ''];
  const change = (at: number, cell: string) => row([...good, ...who].with(at, cell));
  const report = await take(
    'children',
    [
      HEADER,
      change(0, '85073003329'),
      change(4, 'Elders'),
      change(5, 'ma maandag'),
      change(10, '50/50'),
      change(10, '120'),
      row([...good, '00012556777', '', '00012556777', '00012556777', '50/50', '']),
      row([...good, ...who]),
      row([...good, ...who]),
    ].join('\r\n'),
  );

  t.same(
    report.wrong.map(({ kind, row: at }) => [at, kind]),
    [
      [2, 'wrong-check-digits'],
      [3, 'unknown-location'],
      [4, 'not-days'],
      [5, 'shares-of-others'],
      [6, 'not-shares'],
      [7, 'payer-twice'],
      [9, 'repeated-child'],
    ],
  );
  t.match(report.outcomes, { review: 1 });
  t.notMatch(
    JSON.stringify(report.wrong),
    /85073003328|00012556777/,
    'on a screen they are masked',
  );
});
