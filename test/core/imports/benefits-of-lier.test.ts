import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { runImport } from '../../../core/imports/run-import.ts';
import { verifyInstallation } from '../../../core/verify/verify-installation.ts';
import { shippedInstallation } from '../../fixtures/open-api.ts';
import { openTestCore } from '../../fixtures/open-core.ts';

const LISTS = new URL('../../../../shared/data/lier/', import.meta.url);
const isAsked = process.env['WHOLE_YEAR'] === '1';
const withoutLists = !isAsked
  ? 'THE WHOLE LIST takes a minute: set WHOLE_YEAR=1, as .ci/run does'
  : !existsSync(LISTS) && 'the lists of Lier are not in ../shared/data/lier';
if (withoutLists !== false) t.comment(`SKIPPED: ${withoutLists}`);

t.setTimeout(240_000);

t.test('the old passes of Lier', { skip: withoutLists }, async (t) => {
  const core = await openTestCore(t, await shippedInstallation());
  const take = (kind: string, file: string) =>
    runImport(core, {
      kind,
      source: { file: fileURLToPath(new URL(file, LISTS)) },
      municipality: 'lier',
      dryRun: false,
      confirm: async () => true,
    });
  const all = JSON.parse(readFileSync(new URL('expected.json', LISTS), 'utf8')) as Record<
    string,
    { rows: number; matched: number; no_holder: number }
  >;
  const { rows, matched, no_holder: review } = all['gomorpas.csv'] ?? {};
  await take('holders', 'pashouders.csv');

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
