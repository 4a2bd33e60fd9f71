import { existsSync, readFileSync } from 'node:fs';
import t from 'tap';
import { type CheckedHolders, checkHolderRows } from '../../../core/imports/check-holder-rows.ts';
import { countHolderRows } from '../../../core/imports/count-holder-rows.ts';
import { HOLDER_COLUMNS, type HolderKey } from '../../../core/imports/holder-columns.ts';
import { problemReport } from '../../../core/imports/problem-report.ts';
import { readTable, type Table } from '../../../core/imports/read-table.ts';

const today = '2026-11-20';
const asOfToday = { day: today, graceDays: 30 };

const FIXTURE = readFileSync(new URL('../../fixtures/pashouders-klein.csv', import.meta.url));
const readHolders = (bytes: Uint8Array): Table<HolderKey> =>
  readTable(bytes, { columns: HOLDER_COLUMNS });
const check = (bytes: Uint8Array): CheckedHolders => checkHolderRows(readHolders(bytes), { today });

/** The fixture with other cells in its first row, and only that row. */
function checkOne(changes: Partial<Record<HolderKey, string>>): CheckedHolders {
  return checkMany([changes]);
}

/** A list of rows that are each the first of the fixture with other cells. */
function checkMany(rows: Partial<Record<HolderKey, string>>[]): CheckedHolders {
  const table = readHolders(FIXTURE);
  const cells = table.rows[0]?.cells;
  if (cells === undefined) throw new Error('the fixture has no rows');
  return checkHolderRows(
    {
      ...table,
      rows: rows.map((changes, at) => ({ row: at + 2, cells: { ...cells, ...changes } })),
    },
    { today },
  );
}

const kinds = ({ wrong }: CheckedHolders): string[] => wrong.map(({ kind }) => kind);
const codes = ({ wrong }: CheckedHolders): string[] =>
  wrong.flatMap(({ cells }) => cells.map(({ key, code }) => `${key} ${code}`));

t.test('a right row gives a holder', async (t) => {
  t.same(check(FIXTURE).good[2], {
    row: 4,
    passNumber: '0914603487671',
    chipNumber: '045B4DB3E5B306',
    lastName: 'De Smet',
    firstName: 'Zoë',
    birthDate: '1965-02-21',
    nationalNumber: '65022190043',
    street: 'Sint-Gummarusstraat',
    houseNumber: '73',
    postalCode: '2500',
    city: 'Lier',
    email: 'zoë.desmet2@voorbeeld.be',
    phone: '0450444329',
    socialTariff: true,
    socialTariffUntil: '2026-12-31',
    blocked: false,
  });
});

t.test('odd but right cells are accepted', async (t) => {
  const byRow = new Map(check(FIXTURE).good.map((holder) => [holder.row, holder]));

  t.equal(byRow.get(5)?.lastName, "'t Jaeckx");
  t.equal(byRow.get(6)?.lastName, 'Van Der Auwera');
  t.equal(byRow.get(9)?.nationalNumber, '00102690068', 'a number with dots');
  t.equal(byRow.get(9)?.houseNumber, '38 bus 3');
  t.equal(byRow.get(13)?.blocked, true);
  t.equal(byRow.get(14)?.nationalNumber, null, 'nobody needs a national number');
  t.equal(byRow.get(15)?.birthDate, '1979-04-18', 'an ISO day');
  t.equal(byRow.get(16)?.email, 'łukasz.verlinden64@voorbeeld.be');
  t.equal(byRow.get(17)?.lastName, 'Van den Broeck', 'capitals and spaces');
  t.equal(byRow.get(17)?.firstName, 'Camille');
  t.equal(byRow.get(18)?.lastName, "D'hondt");
  t.equal(byRow.get(19)?.lastName, 'Müller-Claes');
  t.equal(byRow.get(21)?.lastName, "'t Jaeckx");
});

t.test('the small list has one row of every kind, and counts', async (t) => {
  const checked = check(FIXTURE);

  t.same(countHolderRows(checked, asOfToday), {
    rows: 30,
    good: 21,
    goodWithSocialTariff: 7,
    goodBlocked: 1,
    problems: {
      bad_pass_number: 1,
      duplicate_pass_number: 1,
      bad_insz: 1,
      duplicate_person: 1,
      missing_name: 1,
      bad_date: 4,
    },
  });
  t.same(
    checked.wrong.map(({ row, kind }) => [row, kind]),
    [
      [23, 'bad_pass_number'],
      [24, 'bad_insz'],
      [25, 'bad_date'],
      [26, 'bad_date'],
      [27, 'bad_date'],
      [28, 'bad_date'],
      [29, 'missing_name'],
      [30, 'duplicate_pass_number'],
      [31, 'duplicate_person'],
    ],
  );
});

t.test('the first check that fails gives the kind, all wrong cells are reported', async (t) => {
  const checked = checkOne({
    passNumber: '123',
    nationalNumber: '85073003329',
    lastName: '',
    birthDate: '1975',
    email: 'geen',
  });

  t.same(kinds(checked), ['bad_pass_number']);
  t.same(codes(checked), [
    'passNumber not-a-pass-number',
    'nationalNumber wrong-check-digits',
    'lastName empty',
    'birthDate year-only',
    'email not-an-email',
  ]);
  t.match(checked.wrong[0]?.cells[1], { column: 'rijksregisternummer', value: '*********29' });
});

t.test('the order of the checks is that of the domain', async (t) => {
  const wrongFrom = [
    { passNumber: '0917198435211', nationalNumber: '85073003329', lastName: '', birthDate: 'x' },
    { passNumber: '0914603487671', nationalNumber: '85073003329', lastName: '', birthDate: 'x' },
    { passNumber: '0945300917909', lastName: '', birthDate: 'x', email: 'x' },
    { passNumber: '0941612477609', nationalNumber: '', lastName: '', birthDate: 'x', email: 'x' },
    { passNumber: '0957781037099', nationalNumber: '', birthDate: 'x', email: 'x' },
    { passNumber: '0903794475371', nationalNumber: '', email: 'x', chipNumber: '' },
  ];
  const first = { passNumber: '0917198435211' };

  t.same(kinds(checkMany([first, ...wrongFrom])), [
    'duplicate_pass_number',
    'bad_insz',
    'duplicate_person',
    'missing_name',
    'bad_date',
    'bad_value',
  ]);
});

t.test('a number in an earlier row that was itself wrong has been seen', async (t) => {
  const checked = checkMany([{ lastName: '' }, {}]);

  t.same(kinds(checked), ['missing_name', 'duplicate_pass_number']);
});

t.test(
  'the same row twice is one wrong cell, another pass for the same person is too',
  async (t) => {
    const twice = checkMany([{}, {}]);
    const otherPass = checkMany([{}, { passNumber: '0917198435211', chipNumber: '' }]);

    t.same(codes(twice), ['passNumber seen-before', 'chipNumber seen-before']);
    t.match(twice.wrong[0]?.cells[0], { row: 3, nl: 'Dit pasnummer staat al in rij 2.' });
    t.same(kinds(otherPass), ['duplicate_person']);
    t.match(otherPass.wrong[0]?.cells, [
      { value: '*********21', nl: 'Dit rijksregisternummer staat al in rij 2.' },
    ]);
  },
);

t.test('rows without a national number are not each other', async (t) => {
  const rows = ['0917198435211', '0914603487671'].map((passNumber) => ({
    passNumber,
    nationalNumber: '',
    chipNumber: '',
  }));

  t.equal(checkMany(rows).good.length, 2);
});

t.test('a number that a spreadsheet has spoiled is recognised', async (t) => {
  t.same(codes(checkOne({ passNumber: '913968301436' })), ['passNumber lost-zero']);
  t.same(codes(checkOne({ passNumber: '9,13968E+11' })), ['passNumber rounded-number']);
  t.same(codes(checkOne({ passNumber: '0913968301437' })), ['passNumber wrong-check-digit']);
  t.same(codes(checkOne({ passNumber: '' })), ['passNumber empty']);
  t.same(codes(checkOne({ nationalNumber: '8101790021' })), ['nationalNumber lost-zero']);
  t.same(codes(checkOne({ nationalNumber: '12' })), ['nationalNumber not-a-national-number']);
});

t.test('nobody is born after today or 130 years ago', async (t) => {
  t.same(codes(checkOne({ birthDate: '21/11/2026' })), ['birthDate born-in-future']);
  t.same(codes(checkOne({ birthDate: '20/11/1896' })), ['birthDate born-too-long-ago']);
  t.same(codes(checkOne({ birthDate: '20/11/2026' })), []);
  t.same(codes(checkOne({ birthDate: '21/11/1896' })), []);
});

t.test(
  'a social tariff has an end date, and without the tariff the date says nothing',
  async (t) => {
    const open = checkOne({ socialTariff: 'ja', socialTariffUntil: '' });
    const none = checkOne({ socialTariff: 'nee', socialTariffUntil: '31/12/2026' });

    t.same(kinds(open), ['bad_date']);
    t.same(codes(open), ['socialTariffUntil end-date-missing']);
    t.equal(none.good[0]?.socialTariffUntil, null);
  },
);

t.test('a social tariff counts until the last day of its grace period', async (t) => {
  const count = (until: string): number =>
    countHolderRows(checkOne({ socialTariff: 'ja', socialTariffUntil: until }), asOfToday)
      .goodWithSocialTariff;

  t.equal(count('21/10/2026'), 1, '30 days before 20 November');
  t.equal(count('20/10/2026'), 0);
});

t.test('other wrong cells make a wrong row of their own kind', async (t) => {
  const wrong: Partial<Record<HolderKey, string>>[] = [
    { chipNumber: '04' },
    { postalCode: '250' },
    { email: 'jan' },
    { phone: 'geen' },
    { socialTariff: 'misschien' },
    { status: 'weg' },
    { street: 'x'.repeat(101) },
  ];
  for (const changes of wrong) {
    t.same(kinds(checkOne(changes)), ['bad_value'], JSON.stringify(changes));
  }
});

t.test(
  'postal codes of the neighbouring countries are accepted, addresses may be absent',
  async (t) => {
    for (const postalCode of [
      '2500',
      'B-2500',
      '4561 AB',
      '4561ab',
      'L-1234',
      'D-52062',
      'F-59000',
    ]) {
      t.same(codes(checkOne({ postalCode })), [], postalCode);
    }
    for (const postalCode of ['25000', '02500', '52062']) {
      t.same(codes(checkOne({ postalCode })), ['postalCode five-digits'], postalCode);
    }
    const none = checkOne({
      street: '',
      houseNumber: '',
      postalCode: '',
      city: '',
      chipNumber: '',
    });
    const nothing = { street: null, houseNumber: null, postalCode: null, city: null };
    t.match(none.good[0], { ...nothing, chipNumber: null });
  },
);

t.test('a row that cannot be read is a wrong row among the others', async (t) => {
  const lines = FIXTURE.toString().split('\r\n');
  const broken = [...lines.slice(0, 3), '0914603487671;te kort', ...lines.slice(3)].join('\r\n');

  const checked = check(Buffer.from(broken));

  t.match(checked.wrong[0], { row: 4, kind: 'unreadable_row' });
  t.equal(checked.good.length, 21);
});

t.test('no wrong row and no count shows a national number in full, the report does', async (t) => {
  const table = readHolders(FIXTURE);
  const { wrong } = checkHolderRows(table, { today });
  const report = problemReport(table, wrong);

  t.notMatch(JSON.stringify(wrong), /48022990035|50110590077/);
  t.match(report, /24;rijksregisternummer;48022990035;/);
  t.match(report, /31;rijksregisternummer;50110590077;/);
});

t.test('the list means the same in every encoding and with every delimiter', async (t) => {
  const text = FIXTURE.toString().slice(1);
  const right = check(FIXTURE);
  const files: Record<string, Buffer> = {
    'UTF-8 without mark': Buffer.from(text),
    'UTF-16 little-endian': Buffer.from(text, 'utf16le'),
    'UTF-16 big-endian': Buffer.from(text, 'utf16le').swap16(),
    'commas and line feeds': Buffer.from(text.replaceAll(';', ',').replaceAll('\r\n', '\n')),
    'tabs and carriage returns': Buffer.from(text.replaceAll(';', '\t').replaceAll('\r\n', '\r')),
    bars: Buffer.from(text.replaceAll(';', '|')),
    'quotes everywhere': Buffer.from(text.replace(/[^;\r\n]+/g, '"$&"')),
  };
  for (const [name, bytes] of Object.entries(files)) t.same(check(bytes), right, name);

  const plain = text.replace(/[łŁ]/g, 'l');
  t.same(check(Buffer.from(plain, 'latin1')), check(Buffer.from(plain)), 'latin-1');
});

const LISTS = new URL('../../../../shared/data/lier/', import.meta.url);
const withoutLists = existsSync(LISTS) ? false : 'the lists of Lier are not in ../shared/data/lier';
if (withoutLists !== false) t.comment(`SKIPPED: ${withoutLists}`);

t.test(
  'the old list of Lier comes to the counts that were agreed',
  { skip: withoutLists },
  async (t) => {
    const expected = JSON.parse(readFileSync(new URL('expected.json', LISTS), 'utf8'));
    const list = expected['pashouders.csv'];

    const checked = check(readFileSync(new URL('pashouders.csv', LISTS)));

    t.same(countHolderRows(checked, { day: today, graceDays: expected.grace_days }), {
      rows: list.rows,
      good: list.good,
      goodWithSocialTariff: list.good_with_social_tariff_today,
      goodBlocked: list.good_blocked,
      problems: list.problems,
    });
    t.equal(checked.wrong.flatMap(({ cells }) => cells).length, 44, 'one wrong cell in each');
  },
);
