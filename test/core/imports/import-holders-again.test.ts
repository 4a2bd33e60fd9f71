import { existsSync, readFileSync } from 'node:fs';
import t from 'tap';
import type { HolderRow } from '../../../core/imports/check-holder-rows.ts';
import { fixtureRows, goodRows, openLists, row, town } from './holder-lists.ts';

const lists = await openLists(t);
const { core } = lists;

t.test('the same list a second time changes nothing', async (t) => {
  await lists.forget();
  await lists.take(fixtureRows);
  const [rows, stored] = [await lists.countRows(), await lists.dump()];

  const again = await lists.take(fixtureRows);

  t.same(again, {
    outcomes: { new: 0, changed: 0, unchanged: fixtureRows.length },
    wrong: [],
  });
  t.same(await lists.countRows(), rows);
  t.same(await lists.dump(), stored);
});

t.test('a trial run counts the same and writes nothing', async (t) => {
  await lists.forget();
  const before = await lists.countRows();

  const tried = await lists.take(fixtureRows, { dryRun: true });

  t.same(await lists.countRows(), before);
  t.same(tried, await lists.take(fixtureRows));
  t.same((await lists.take(fixtureRows, { dryRun: true })).outcomes, {
    new: 0,
    changed: 0,
    unchanged: fixtureRows.length,
  });
});

t.test('what changed on the list is changed, and only that', async (t) => {
  await lists.forget();
  const [first = row(), second = row(), ...others] = fixtureRows;
  await lists.take(fixtureRows);
  const before = await lists.dump();

  const imported = await lists.take([
    { ...first, lastName: 'Müller', email: 'koen@voorbeeld.be', postalCode: '2560' },
    { ...second, blocked: true },
    ...others,
  ]);

  t.same(imported.outcomes, { new: 0, changed: 2, unchanged: others.length });
  const after = await lists.dump();
  const changed = after.filter((_, at) => JSON.stringify(after[at]) !== JSON.stringify(before[at]));
  t.match(changed, [
    {
      number: first.passNumber,
      last_name: 'Müller',
      name_key: 'koenmuller',
      email_key: 'koen@voorbeeld.be',
      residence_id: town('nijlen').id,
      version: 2,
    },
    { number: second.passNumber, status: 'BLOCKED', version: 2 },
  ]);
  t.equal(changed.length, 2);
});

t.test('an empty cell takes nothing away, and a list unblocks no card', async (t) => {
  await lists.forget();
  const full = row({ email: 'koen@voorbeeld.be', blocked: true });
  await lists.take([full]);

  const nothing = { chipNumber: null, nationalNumber: null, street: null, houseNumber: null };
  const imported = await lists.take([
    { ...full, ...nothing, postalCode: null, city: null, email: null, phone: null, blocked: false },
  ]);

  t.same(imported.outcomes, { new: 0, changed: 0, unchanged: 1 });
});

t.test('a social tariff that the list prolongs or no longer has gets a new row', async (t) => {
  await lists.forget();
  const until = (end: string | null) => row({ socialTariff: end !== null, socialTariffUntil: end });
  await lists.take([until('2026-12-31')]);

  await lists.take([until('2027-12-31')]);
  await lists.take([until('2027-12-31')]);
  await lists.take([until(null)]);
  const last = await lists.take([until(null)]);

  t.same(last.outcomes, { new: 0, changed: 0, unchanged: 1 });
  t.same(
    await core.asOwner(
      'select status, end_date::text from core.social_status order by recorded_at',
    ),
    [
      { status: 'ACTIVE', end_date: '2026-12-31' },
      { status: 'ACTIVE', end_date: '2027-12-31' },
      { status: 'NONE', end_date: null },
    ],
  );
});

t.test('a holder who was erased does not come back with an old list', async (t) => {
  await lists.forget();
  await lists.take([row()]);
  await core.asOwner('update core.passholder set person_id = null');
  await core.asOwner('delete from core.person');

  const imported = await lists.take([row()]);

  t.match(imported.wrong, [{ kind: 'bad_pass_number', cells: [{ code: 'pass-erased' }] }]);
  t.equal((await lists.countRows())['person'], 0);
});

t.test('two imports at once make every holder once', async (t) => {
  await lists.forget();

  const imports = await Promise.all(Array.from({ length: 6 }, () => lists.take(fixtureRows)));

  const made = imports.map(({ outcomes }) => outcomes.new);
  t.equal(
    made.reduce((sum, one) => sum + one, 0),
    fixtureRows.length,
  );
  t.ok(imports.every(({ wrong }) => wrong.length === 0));
  t.equal((await lists.countRows())['passholder'], fixtureRows.length);
});

t.test('of lists at once that give one person several passes one is right', async (t) => {
  await lists.forget();
  const numbers = manyRows(12).map(({ passNumber }) => passNumber);

  const imports = await Promise.all(
    numbers.map((passNumber) => lists.take([row({ passNumber, chipNumber: null })])),
  );

  t.equal(imports.filter(({ outcomes }) => outcomes.new === 1).length, 1);
  const refused = imports.flatMap(({ wrong }) => wrong.map(({ kind }) => kind));
  t.same(
    refused,
    Array.from({ length: 11 }, () => 'duplicate_person'),
  );
});

t.test('an import that was cut off is completed by the next one', async (t) => {
  await lists.forget();
  const rows = manyRows(1200);
  const cutOff = lists.take(rows, {
    progress: (done) => {
      if (done === 500) throw new Error('the power failed');
    },
  });
  await t.rejects(cutOff, /the power failed/);
  t.equal((await lists.countRows())['passholder'], 500);

  const done: number[] = [];
  const imported = await lists.take(rows, { progress: (count) => done.push(count) });

  t.same(imported.outcomes, { new: 700, changed: 0, unchanged: 500 });
  t.same(done, [500, 1000, 1200], 'progress is told batch by batch');
});

/** Rows of different persons without national number. */
function manyRows(count: number): HolderRow[] {
  return Array.from({ length: count }, (_, at) =>
    row({
      row: at + 2,
      passNumber: String(at).padStart(13, '0'),
      chipNumber: null,
      nationalNumber: null,
    }),
  );
}

const LISTS = new URL('../../../../shared/data/lier/', import.meta.url);
const withoutLists = existsSync(LISTS) ? false : 'the lists of Lier are not in ../shared/data/lier';
if (withoutLists !== false) t.comment(`SKIPPED: ${withoutLists}`);

t.test('the old list of Lier is taken over, once', { skip: withoutLists }, async (t) => {
  await lists.forget();
  const expected = JSON.parse(readFileSync(new URL('expected.json', LISTS), 'utf8'));
  const { good, good_blocked: blocked } = expected['pashouders.csv'];
  const rows = goodRows(readFileSync(new URL('pashouders.csv', LISTS)));
  const startedAt = performance.now();

  const first = await lists.take(rows);
  const firstMs = performance.now() - startedAt;
  const second = await lists.take(rows);

  t.same(first, { outcomes: { new: good, changed: 0, unchanged: 0 }, wrong: [] });
  t.same(second, { outcomes: { new: 0, changed: 0, unchanged: good }, wrong: [] });
  const counts = await lists.countRows();
  t.equal(counts['passholder'], good);
  t.same(
    await core.asOwner("select count(*)::int as blocked from core.card where status = 'BLOCKED'"),
    [{ blocked }],
  );
  t.comment(`${good} rows in ${Math.round(firstMs)} ms`);
});
