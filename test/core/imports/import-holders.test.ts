import t from 'tap';
import { addAlias } from '../../../core/passes/add-alias.ts';
import { unsealNationalNumber } from '../../../core/persons/seal-national-number.ts';
import { addHolder } from '../../fixtures/open-core.ts';
import { testCaller } from '../../fixtures/test-caller.ts';
import { testKeys } from '../../fixtures/test-keys.ts';
import { fixtureRows, HOLDER_TABLES, openLists, row, town } from './holder-lists.ts';

const lists = await openLists(t);
const { core } = lists;

t.test('every right row becomes a holder with a card and an account without points', async (t) => {
  await lists.forget();

  const imported = await lists.take(fixtureRows);

  t.same(imported, { outcomes: { new: fixtureRows.length, changed: 0, unchanged: 0 }, wrong: [] });
  const counts = await lists.countRows();
  for (const table of HOLDER_TABLES) t.equal(counts[table], fixtureRows.length, table);
  t.equal(counts['card_directory'], 2 * fixtureRows.length, 'a pass number and a chip number each');
  t.equal(counts['outbox'], fixtureRows.length, 'announced once for each');
});

t.test(
  'what the list says of a holder is stored, the national number never in clear',
  async (t) => {
    await lists.forget();

    await lists.take(fixtureRows);

    const [zoe] = await core.asOwner<Record<string, unknown>>(
      `select p.*, p.birth_date::text as birth_date, h.residence_id, h.municipality_id,
            c.chip_number, c.status, h.version, a.balance
       from core.card c join core.passholder h on h.id = c.passholder_id
       join core.person p on p.id = h.person_id join core.points_account a on a.passholder_id = h.id
      where c.number = '0914603487671'`,
    );
    t.match(zoe, {
      first_name: 'Zoë',
      last_name: 'De Smet',
      name_key: 'zoedesmet',
      birth_date: '1965-02-21',
      email: 'zoë.desmet2@voorbeeld.be',
      email_key: 'zoë.desmet2@voorbeeld.be',
      phone: '0450444329',
      street: 'Sint-Gummarusstraat',
      house_number: '73',
      postal_code: '2500',
      city: 'Lier',
      residence_id: town('lier').id,
      municipality_id: town('lier').id,
      chip_number: '045B4DB3E5B306',
      status: 'ACTIVE',
      version: 1,
      balance: 0,
    });
    t.match(zoe?.['national_number_hash'], /^1:[0-9a-f]{64}$/);
    t.equal(
      unsealNationalNumber(testKeys, String(zoe?.['national_number_sealed'])),
      '65022190043',
      'it can be unsealed',
    );
    t.notMatch(JSON.stringify(await lists.dump()), '65022190043');
  },
);

t.test('the residence is the municipality of the postal code, if it shares the card', async (t) => {
  await lists.forget();
  const [, second = row(), third = row()] = fixtureRows;

  await lists.take([
    row({ postalCode: '2560' }),
    { ...second, postalCode: '2800' },
    { ...third, postalCode: null },
  ]);

  const rows = await core.asOwner<{ residence_id: string | null }>(
    'select h.residence_id from core.passholder h join core.card c on c.passholder_id = h.id ' +
      'where c.number = any ($1) order by array_position($1, c.number)',
    [[row().passNumber, second.passNumber, third.passNumber]],
  );
  t.same(
    rows.map(({ residence_id }) => residence_id),
    [town('nijlen').id, null, null],
  );
});

t.test(
  'the social tariff counts from before the first tap, a blocked pass is blocked',
  async (t) => {
    await lists.forget();
    const [, second = row()] = fixtureRows;
    const until = { socialTariff: true, socialTariffUntil: '2026-12-31' };

    await lists.take([row(until), { ...second, socialTariff: false, blocked: true }]);

    t.same(
      await core.asOwner(
        'select status, effective_from::text, end_date::text, organizer_id from core.social_status',
      ),
      [
        {
          status: 'ACTIVE',
          effective_from: '2000-01-01',
          end_date: '2026-12-31',
          organizer_id: null,
        },
      ],
      'who does not have it has no row',
    );
    t.same(
      await core.asOwner(
        "select number, blocked_at is not null as dated from core.card where status = 'BLOCKED'",
      ),
      [{ number: second.passNumber, dated: true }],
    );
  },
);

t.test('a person who is stored under another pass number is refused', async (t) => {
  await lists.forget();
  await lists.take([row()]);
  const stored = await lists.countRows();
  const other = row({ passNumber: '0917198435211', chipNumber: null });

  const imported = await lists.take([other]);

  t.same(imported.outcomes, { new: 0, changed: 0, unchanged: 0 });
  t.match(imported.wrong, [
    {
      row: 2,
      kind: 'duplicate_person',
      cells: [{ key: 'nationalNumber', column: 'rijksregisternummer', code: 'known-person' }],
    },
  ]);
  t.notMatch(JSON.stringify(imported), String(row().nationalNumber), 'the number is masked');
  t.same(await lists.countRows(), stored);
});

t.test('a number of an old opportunity pass is sent back as any that is taken', async (t) => {
  await lists.forget();
  const [first, second, third] = [row(), row(), row()].map((one, at) => ({
    ...one,
    row: at + 2,
    chipNumber: null,
    nationalNumber: null,
    passNumber: ['0996810354778', '0917198435211', '0945300917909'][at] ?? '',
  }));
  if (!first || !second || !third) throw new Error('three rows');
  const { passholderId } = await addHolder(core, { number: '0903794475371' });
  const alias = { passholderId, isDiscreet: true };
  await addAlias(core, testCaller(core, 'uit'), { ...alias, number: second.passNumber });
  await addHolder(core, { cardSystemId: 2, municipality: 'mechelen', number: third.passNumber });

  const imported = await lists.take([first, second, third]);

  t.equal(imported.outcomes.new, 1, 'the others go in');
  const [old, elsewhere] = imported.wrong.map(({ kind, cells }) => {
    return { kind, code: cells[0]?.code, nl: cells[0]?.nl };
  });
  t.match(old, { kind: 'bad_pass_number', code: 'number-taken' });
  t.same(old, elsewhere, 'in the same words');
});

t.test('numbers that exist elsewhere are refused', async (t) => {
  await lists.forget();
  await addHolder(core, { cardSystemId: 2, municipality: 'mechelen', number: row().passNumber });
  const chipNumber = '04AAAAAAAAAAAA';
  await addHolder(core, { number: '0945300917909', chipNumber });
  const [, second = row(), third = row()] = fixtureRows;

  const imported = await lists.take([row(), { ...second, chipNumber }, third]);

  t.equal(imported.outcomes.new, 1);
  t.same(
    imported.wrong.map(({ kind, cells }) => [kind, cells[0]?.code]),
    [
      ['bad_pass_number', 'number-taken'],
      ['bad_value', 'chip-taken'],
    ],
  );
});

t.test('a card of the stock becomes the card of its holder', async (t) => {
  await lists.forget();
  await core.asOwner(
    `insert into core.card (card_system_id, id, number, chip_number, status)
     values (1, gen_random_uuid(), $1, $2, 'LOCAL_STOCK')`,
    [row().passNumber, row().chipNumber],
  );
  await core.asOwner('insert into core.card_directory values ($1, 1), ($2, 1)', [
    row().passNumber,
    row().chipNumber,
  ]);

  const imported = await lists.take([row()]);

  t.equal(imported.outcomes.new, 1);
  t.equal((await lists.countRows())['card'], 1);
  t.match(await lists.dump(), [{ number: row().passNumber, status: 'ACTIVE' }]);
});

t.test('a guardian who gets a pass stays one person', async (t) => {
  await lists.forget();
  await lists.take([row({ phone: null })]);
  await core.asOwner('update core.card set passholder_id = null, status = $1', ['DELETED']);
  await core.asOwner('delete from core.points_account');
  await core.asOwner('delete from core.passholder');
  const next = row({ passNumber: '0917198435211', chipNumber: null, phone: '0470000000' });

  const imported = await lists.take([next]);

  t.equal(imported.outcomes.new, 1);
  const counts = await lists.countRows();
  t.equal(counts['person'], 1);
  t.match(await lists.dump(), [{ number: '0917198435211', phone: '0470000000' }]);
});
