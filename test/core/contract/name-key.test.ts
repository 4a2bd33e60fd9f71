import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import t from 'tap';
import { checkHolderRows, type HolderRow } from '../../../core/imports/check-holder-rows.ts';
import { HOLDER_COLUMNS } from '../../../core/imports/holder-columns.ts';
import { readTable } from '../../../core/imports/read-table.ts';
import { parseDay } from '../../../core/contract/cells.ts';
import { emailKey } from '../../../core/persons/email-key.ts';
import { nameKey } from '../../../core/contract/name-key.ts';

t.test('a name equals its plain form, whatever its accents, case and apostrophes', async (t) => {
  const names = {
    "'t Jaeckx": 'tjaeckx',
    '’t Jaeckx': 'tjaeckx',
    'Müller-Claes': 'mullerclaes',
    'MÜLLER CLAES': 'mullerclaes',
    Zoë: 'zoe',
    'Van Der Auwera': 'vanderauwera',
    Łukasz: 'lukasz',
    Öztürk: 'ozturk',
    Yıldız: 'yildiz',
    İpek: 'ipek',
    Søren: 'soren',
    Weiß: 'weiss',
    Đặng: 'dang',
    Œdipe: 'oedipe',
  };
  for (const [name, key] of Object.entries(names)) t.equal(nameKey(name), key, name);
});

t.test('accents written apart and together give one key', async (t) => {
  t.equal(nameKey('Zoë'.normalize('NFD')), nameKey('Zoë'.normalize('NFC')));
});

t.test('letters of other scripts stay, and a name of signs only has no key', async (t) => {
  t.equal(nameKey('Елена'), 'елена');
  t.equal(nameKey(" -.' "), '');
});

t.test('the key of a key is itself', async (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        return nameKey(nameKey(name)) === nameKey(name);
      }),
    ),
  );
});

const LISTS = new URL('../../../../shared/data/lier/', import.meta.url);
const withoutLists = existsSync(LISTS) ? false : 'the lists of Lier are not in ../shared/data/lier';
if (withoutLists !== false) t.comment(`SKIPPED: ${withoutLists}`);

t.test(
  'these keys find the friends of the cultural centre in Lier',
  { skip: withoutLists },
  async (t) => {
    const read = (name: string) => readFileSync(new URL(name, LISTS));
    const holders = checkHolderRows(
      readTable(read('pashouders.csv'), { columns: HOLDER_COLUMNS }),
      {
        today: '2026-11-20',
      },
    ).good;
    const friends = readTable(read('vrienden-cultuurcentrum.csv'), {
      columns: [
        { key: 'number', titles: ['lidnr'], required: true },
        { key: 'lastName', titles: ['naam'], required: true },
        { key: 'firstName', titles: ['voornaam'], required: true },
        { key: 'birthDate', titles: ['geboren'], required: true },
        { key: 'email', titles: ['email'], required: true },
        { key: 'season', titles: ['seizoen'], required: true },
        { key: 'paid', titles: ['betaald'], required: true },
      ],
    }).rows;
    const personKey = (one: { firstName: string; lastName: string }, day: string): string =>
      `${nameKey(one.lastName)} ${nameKey(one.firstName)} ${day}`;
    const byName = Map.groupBy(holders, (one) => personKey(one, one.birthDate));
    const byEmail = Map.groupBy(holders, (one) => emailKey(one.email ?? ''));

    const matched = friends.filter(({ cells }) => {
      const day = parseDay(cells.birthDate);
      const isOne = (found: HolderRow[] | undefined): boolean => found?.length === 1;
      const isNamed = 'value' in day && isOne(byName.get(personKey(cells, day.value)));
      return isNamed || (cells.email !== '' && isOne(byEmail.get(emailKey(cells.email))));
    });

    const expected = JSON.parse(read('expected.json').toString())['vrienden-cultuurcentrum.csv'];
    t.equal(friends.length, expected.rows);
    t.equal(matched.length, expected.matched);
  },
);
