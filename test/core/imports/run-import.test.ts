import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import {
  definePlugin,
  type ImportOutcome,
  type PluginDefinition,
} from '../../../core/contract/plugin.ts';
import type { ImportReport } from '../../../core/imports/import-report.ts';
import { importKinds, runImport } from '../../../core/imports/run-import.ts';
import { summariseImport } from '../../../core/imports/summarise-import.ts';
import { addHolder, openTestCore } from '../../fixtures/open-core.ts';
import { testInstallation } from '../../fixtures/test-towns.ts';

/** A library card: `wrong` and `review` in its column are refused or set aside. */
const config = Type.Object({});
const readerCards = definePlugin({
  name: 'reader-cards',
  title: { nl: 'Lezerskaarten' },
  config,
  roles: {
    reader: {
      title: { nl: 'Lezer' },
      visibility: 'public',
      owner: () => 'library',
      period: ({ from }) => ({ from, until: null }),
    },
  },
  importers: {
    readers: {
      title: { nl: 'Lezers' },
      columns: [
        { key: 'nationalNumber', titles: ['rijksregisternummer'], required: true },
        { key: 'kind', titles: ['soort'], required: true },
      ],
      async run(host, rows, { dryRun, progress }) {
        const outcomes: ImportOutcome[] = [];
        for (const { row, cells } of rows) {
          outcomes.push(await takeReader(host, row, { kind: cells['kind'] ?? '', dryRun }));
          progress(outcomes.length);
        }
        return outcomes;
      },
    },
  },
}).definition as unknown as PluginDefinition;

/** Writes in a trial too, which a plugin should not do. */
async function takeReader(
  host: Host,
  row: number,
  { kind }: { kind: string; dryRun: boolean },
): Promise<ImportOutcome> {
  const reason = { code: `not-${kind}`, nl: `Dit is ${kind}.` };
  if (kind === 'wrong' || kind === 'review') {
    return { row, outcome: kind, reasons: [{ column: 'nationalNumber', reason }] };
  }
  if (kind === 'broken') throw new Error('the importer is broken');
  const held = await host.roles.list('reader');
  if (held.length > 0) return { row, outcome: 'unchanged' };
  const period = { from: '2026-01-01', until: null };
  await host.roles.issue({ passholderId: holder.passholderId, role: 'reader', takenOver: period });
  return { row, outcome: 'new', reasons: [{ column: null, reason: { code: 'welcome', nl: '' } }] };
}

const installation = testInstallation([{ definition: readerCards, config: {} }]);
const core = await openTestCore(t, installation);
const holder = await addHolder(core, { number: '0996810354778' });

const FIXTURE = fileURLToPath(new URL('../../fixtures/pashouders-klein.csv', import.meta.url));
const takeList = (change: Partial<Parameters<typeof runImport>[1]> = {}): Promise<ImportReport> =>
  runImport(core, {
    kind: 'holders',
    source: { file: FIXTURE },
    municipality: 'lier',
    dryRun: false,
    ...change,
  });
const readers = (kinds: string, dryRun = false): Promise<ImportReport> => {
  const lines = kinds.split(' ').map((kind) => `85073003328;${kind}`);
  const bytes = Buffer.from(['rijksregisternummer;soort', ...lines].join('\n'));
  return takeList({ kind: 'readers', source: { bytes }, dryRun });
};
const countRoles = async (): Promise<number> =>
  (await core.asOwner('select 1 from core.role where ended_at is null')).length;

t.test('a trial of the small list tells everything and keeps nothing', async (t) => {
  const done: [number, number][] = [];

  const report = await takeList({
    dryRun: true,
    progress: (count, total) => done.push([count, total]),
  });

  t.match(report, {
    kind: 'holders',
    municipality: 'lier',
    dryRun: true,
    refused: [],
    rows: 30,
    good: 21,
    outcomes: { new: 20, unchanged: 0, changed: 1, wrong: 9 },
    reasons: { bad_date: 4 },
    holders: { goodBlocked: 1 },
  });
  t.same(done, [[21, 21]]);
  const persons = await core.asOwner('select 1 from core.person');
  t.equal(persons.length, 1, 'the one that was there');
});

t.test('the report has what goes back to the keeper of the list', async (t) => {
  const { problemCsv, wrong } = await takeList({ dryRun: true });

  t.equal(wrong.length, 9);
  const lines = problemCsv.trimEnd().split('\r\n');
  t.equal(lines[0], '\uFEFFrij;kolom;waarde;reden');
  t.ok(lines.length > 9);
});

t.test('a file that cannot be read is refused with the reason', async (t) => {
  const missing = await takeList({ source: { file: path.join(FIXTURE, '..', 'nergens.csv') } });
  const other = await takeList({ source: { bytes: Buffer.from('a;b\n1;2\n') } });

  t.equal(missing.refused[0]?.code, 'file-not-found');
  t.equal(other.refused[0]?.code, 'no-header');
  t.match(other, { rows: 0, good: 0, wrong: [], outcomes: { new: 0 } });
  t.match(summariseImport(other, 'nl')[0], 'Deze lijst kan niet gelezen worden:');
});

t.test('a list or a municipality that does not exist is refused with what there is', async (t) => {
  await t.rejects(takeList({ kind: 'holder' }), {
    name: 'UnknownImport',
    message: /no list "holder"; there is holders, participations, readers\. Did you mean holders\?/,
  });
  await t.rejects(takeList({ municipality: 'leir' }), /there is lier, nijlen, mechelen.*lier\?/);
  await t.rejects(
    takeList({ kind: 'readers', municipality: 'nijlen' }),
    /there is holders, participations\./,
  );
  const nijlen = installation.byKey('nijlen');
  t.same(nijlen && importKinds(nijlen), ['holders', 'participations']);
});

t.test('a plugin takes over its own list, and the same list changes nothing', async (t) => {
  const first = await readers('good wrong review good');
  const second = await readers('good wrong review good');

  t.match(first, {
    kind: 'readers',
    rows: 4,
    good: 3,
    outcomes: { new: 1, changed: 0, unchanged: 1, ended: 0, review: 1, wrong: 1 },
    reasons: { 'not-wrong': 1, 'not-review': 1, welcome: 1 },
    holders: null,
    wrong: [{ row: 3, kind: 'not-wrong', cells: [{ column: 'rijksregisternummer' }] }],
    review: [{ row: 4, kind: 'not-review' }],
  });
  t.same(second.outcomes, { new: 0, changed: 0, unchanged: 2, ended: 0, review: 1, wrong: 1 });
  t.equal(await countRoles(), 1);
  const told = JSON.stringify([first.wrong, first.review, summariseImport(first, 'en')]);
  t.ok(summariseImport(first, 'nl').includes('  1 x Dit is wrong.'));
  t.notMatch(told, '85073003328', 'national numbers are masked');
  t.match(first.problemCsv, '85073003328', 'but not in what goes back');
  t.match(first.reviewCsv, '85073003328');
});

t.test(
  'a plugin that fails keeps nothing, and a trial keeps nothing whatever it does',
  async (t) => {
    await core.asOwner('truncate core.role cascade');

    await t.rejects(readers('good broken'), /the importer is broken/);
    t.equal(await countRoles(), 0);
    const trial = await readers('good', true);

    t.equal(trial.outcomes.new, 1);
    t.equal(await countRoles(), 0);
  },
);

t.test('imports of one list at once take turns', async (t) => {
  await core.asOwner('truncate core.role cascade');

  const reports = await Promise.all(Array.from({ length: 4 }, () => readers('good')));

  t.equal(reports.filter(({ outcomes }) => outcomes.new === 1).length, 1);
  t.equal(await countRoles(), 1);
});

t.test('the summary tells the counts and the first wrong cells', async (t) => {
  const report = await takeList({ dryRun: true });

  const [nl, en] = [summariseImport(report, 'nl'), summariseImport(report, 'en')];

  t.equal(nl[0], '30 rijen gelezen, 21 goed.');
  t.equal(nl.at(-1), 'Dit was een proef: er is niets bewaard.');
  t.ok(nl.includes('  4 x datum fout'));
  t.ok(nl.some((line) => line.startsWith('  rij ')));
  t.equal(en[0], '30 rows read, 21 good.');
  t.equal(en.at(-1), 'This was a trial: nothing was kept.');
});

const LISTS = new URL('../../../../shared/data/lier/', import.meta.url);
const withoutLists = existsSync(LISTS) ? false : 'the lists of Lier are not in ../shared/data/lier';
if (withoutLists !== false) t.comment(`SKIPPED: ${withoutLists}`);

t.test('the old list of Lier comes to the agreed counts', { skip: withoutLists }, async (t) => {
  const expected = JSON.parse(readFileSync(new URL('expected.json', LISTS), 'utf8'));
  const list = expected['pashouders.csv'];
  await core.asOwner(
    'truncate core.person, core.passholder, core.card, core.card_directory cascade',
  );
  const file = fileURLToPath(new URL('pashouders.csv', LISTS));

  const report = await takeList({ source: { file } });

  t.match(report, {
    rows: list.rows,
    good: list.good,
    outcomes: { new: list.good, changed: 0, unchanged: 0, wrong: list.rows - list.good },
    reasons: list.problems,
    holders: {
      goodWithSocialTariff: list.good_with_social_tariff_today,
      goodBlocked: list.good_blocked,
    },
  });
  const again = await takeList({ source: { file } });
  t.same(again.outcomes, { ...report.outcomes, new: 0, unchanged: list.good });
});
