import t from 'tap';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { figuresOfTown, openLists, readList, withoutLists } from './lists-of-lier.ts';

/** Columns of the list. */
const [PAYER_2, ALLERGY] = [9, 11];
t.setTimeout(240_000);

t.test('the children in care of Lier', { skip: withoutLists }, async (t) => {
  const { core, take } = await openLists(t);
  const expected = figuresOfTown('opvang.csv') as Record<string, number>;
  const [matched, review] = [expected['children_matched'], expected['children_without_holder']];

  await t.test('come to the figures of the town', async (t) => {
    const startedAt = performance.now();
    const report = await take('children', 'opvang.csv');

    t.comment(`${report.rows} rows in ${Math.round(performance.now() - startedAt)} ms`);
    t.equal(report.rows, expected['rows']);
    t.same(report.outcomes, { new: matched, changed: 0, unchanged: 0, ended: 0, review, wrong: 0 });
  });

  await t.test('have the payers and the allergies of their rows', async (t) => {
    const text = readList('opvang.csv').trimEnd();
    const rows = text.split(/\r?\n/).map((line) => line.split(';'));
    const { review: unknown } = await take('children', 'opvang.csv');
    const left = new Set(unknown.map(({ row }) => row));
    const filled = (at: number, skip = new Set<number>()) =>
      rows.filter((cells, row) => row > 0 && !skip.has(row + 1) && cells[at] !== '').length;
    t.equal(filled(PAYER_2), expected['two_payers']);
    t.equal(filled(ALLERGY), expected['with_allergy']);

    const [stored] = await core.asOwner(`
      select count(sealed_allergies)::int as allergies,
             (select count(*)::int from (
               select from childcare_access.payer group by enrolment_id having count(*) = 2
             ) shared) as two
        from childcare_access.enrolment`);

    t.same(stored, { allergies: filled(ALLERGY, left), two: filled(PAYER_2, left) });
  });

  await t.test('are taken over once, and leave every law whole', async (t) => {
    t.match((await take('children', 'opvang.csv')).outcomes, { unchanged: matched, review });
    const broken = (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0);
    t.same(broken, []);
  });
});
