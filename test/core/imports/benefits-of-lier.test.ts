import t from 'tap';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { figuresOfTown, openLists, withoutLists } from './lists-of-lier.ts';

t.setTimeout(240_000);

t.test('the old passes of Lier', { skip: withoutLists }, async (t) => {
  const { core, take } = await openLists(t);
  const figures = figuresOfTown('gomorpas.csv') as Record<string, number>;
  const { rows, matched, no_holder: review } = figures;

  await t.test('come to the figures of the town', async (t) => {
    const startedAt = performance.now();
    const report = await take('gomorpas', 'gomorpas.csv');

    t.comment(`${report.rows} rows in ${Math.round(performance.now() - startedAt)} ms`);
    t.equal(report.rows, rows);
    t.same(report.outcomes, { new: matched, changed: 0, unchanged: 0, ended: 0, review, wrong: 0 });
  });

  await t.test('are all found by their old number, and in no directory', async (t) => {
    const [stored] = await core.asOwner(`
      select count(*)::int as aliases, bool_and(a.is_discreet) as are_discreet,
             count(d.number)::int as in_directory
        from core.card_alias a left join core.card_directory d on d.number = a.number`);
    t.same(stored, { aliases: matched, are_discreet: true, in_directory: 0 });
  });

  await t.test('are taken over once, and leave every law whole', async (t) => {
    t.match((await take('gomorpas', 'gomorpas.csv')).outcomes, { unchanged: matched, review });
    const broken = (await verifyInstallation(core)).filter(({ wrong }) => wrong > 0);
    t.same(broken, []);
  });
});
