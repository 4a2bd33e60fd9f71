import t from 'tap';
import { checkParticipationRows } from '../../../core/imports/check-participation-rows.ts';
import { organizerKeyOf } from '../../../core/imports/known-names.ts';
import { PARTICIPATION_COLUMNS } from '../../../core/imports/participation-columns.ts';
import { readTable } from '../../../core/imports/read-table.ts';

const NOW = Date.parse('2026-11-20T10:00:00+01:00');
const HEADER = 'moment;pasnummer;activiteit;organisator;prijs in cent';

function check(...lines: string[]) {
  const bytes = Buffer.from([HEADER, ...lines].join('\n'));
  return checkParticipationRows(readTable(bytes, { columns: PARTICIPATION_COLUMNS }), { now: NOW });
}

t.test('a row says when, with which pass, in what, of whom, and for how much', async (t) => {
  const { good, wrong } = check('2026-07-01T09:01;0914 6034 87671;zwembad;sport;450');

  t.same(wrong, []);
  t.same(good, [
    {
      row: 2,
      happenedAt: Date.parse('2026-07-01T09:01:00+02:00'),
      day: '2026-07-01',
      passNumber: '0914603487671',
      activity: 'zwembad',
      organizer: 'sport',
      priceCents: 450,
      nth: 1,
    },
  ]);
});

t.test('a moment is on the clock of the town, in winter and in summer', async (t) => {
  const moments = [
    ['2026-01-01T00:30', '2025-12-31T23:30:00Z', '2026-01-01'],
    ['1/7/2026 23:59', '2026-07-01T21:59:00Z', '2026-07-01'],
    ['01-07-2026 9:05', '2026-07-01T07:05:00Z', '2026-07-01'],
    ['2026-07-01 09.05', '2026-07-01T07:05:00Z', '2026-07-01'],
    ['2026-07-01T09:05:59', '2026-07-01T07:05:00Z', '2026-07-01'],
  ] as const;
  for (const [text, moment, day] of moments) {
    t.match(check(`${text};1;a;b;0`).good, [{ happenedAt: Date.parse(moment), day }], text);
  }
});

t.test('the same row twice is two participations', async (t) => {
  const row = '2026-07-01T09:01;0914603487671;zwembad;sport;450';
  const { good } = check(row, row, row.replace('450', '400'), row.replace('T', ' '));

  t.same(
    good.map(({ nth }) => nth),
    [1, 2, 1, 3],
  );
});

t.test('a wrong cell sends its row back', async (t) => {
  const rows: [string, string, string][] = [
    ['2026-02-30T09:01;1;a;b;0', 'bad_moment', 'impossible-day'],
    ['2026-02-28;1;a;b;0', 'bad_moment', 'not-a-moment'],
    ['2026-02-28T24:00;1;a;b;0', 'bad_moment', 'not-a-moment'],
    ['2026-11-20T10:01;1;a;b;0', 'bad_moment', 'in-future'],
    ['2026-02-28T09:00;;a;b;0', 'bad_value', 'empty'],
    ['2026-02-28T09:00;1;;b;0', 'bad_value', 'empty'],
    ['2026-02-28T09:00;1;a;;0', 'bad_value', 'empty'],
    ['2026-02-28T09:00;1;a;b;4,50', 'bad_value', 'not-cents'],
    ['2026-02-28T09:00;1;a;b;-1', 'bad_value', 'not-cents'],
    ['2026-02-28T09:00;1;a;b;1000001', 'bad_value', 'too-dear'],
    [`2026-02-28T09:00;${'1'.repeat(65)};a;b;0`, 'bad_value', 'not-a-pass-number'],
  ];
  for (const [line, kind, code] of rows) {
    const { good, wrong } = check(line);
    t.equal(good.length, 0, line);
    t.match(wrong, [{ row: 2, kind, cells: [{ code }] }], line);
  }
});

t.test('every wrong cell of a row is told, its moment gives the kind', async (t) => {
  const { wrong } = check('gisteren;1;a;b;x');

  t.equal(wrong[0]?.kind, 'bad_moment');
  t.same(
    wrong[0]?.cells.map(({ key }) => key),
    ['moment', 'price'],
  );
});

t.test('a name gives the key that a file could give', async (t) => {
  t.equal(organizerKeyOf('Chiro Sint-Jan'), 'chiro-sint-jan');
  t.equal(organizerKeyOf("  K.F.C. 't Élan 2 "), 'k-f-c-t-elan-2');
  t.equal(organizerKeyOf('1ste klas'), 'ste-klas');
  t.equal(organizerKeyOf('???'), null);
  t.equal(organizerKeyOf('Constructor'), null, 'no file could give it either');
  t.equal(organizerKeyOf('a'.repeat(65)), null);
});

t.test('of more than ten years ago no town keeps who took part', async (t) => {
  const at = (day: string) => check(`${day}T12:00;1;a;b;0`);

  t.equal(at('2016-11-20').good.length, 1);
  for (const day of ['2016-11-19', '1999-07-01', '1926-07-01']) {
    t.match(at(day).wrong, [{ kind: 'bad_moment', cells: [{ code: 'too-long-ago' }] }], day);
  }
});
