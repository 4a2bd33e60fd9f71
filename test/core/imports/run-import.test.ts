import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { Type } from 'typebox';
import type { Host } from '../../../core/contract/host.ts';
import {
  definePlugin,
  type ImportDecision,
  type PluginDefinition,
} from '../../../core/contract/plugin.ts';
import type { ImportReport } from '../../../core/imports/import-report.ts';
import { runImport } from '../../../core/imports/run-import.ts';
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
        { key: 'kind', titles: ['soort'], required: true, isDiscreet: true },
      ],
      async decide(host, rows) {
        const held = await host.roles.list('reader');
        let isHeld = held.length > 0;
        return rows.map(({ row, cells }) => {
          const decision = decideReader(row, { kind: cells['kind'] ?? '', isHeld });
          isHeld ||= decision.write !== undefined;
          return decision;
        });
      },
    },
  },
}).definition as unknown as PluginDefinition;

function decideReader(
  row: number,
  { kind, isHeld }: { kind: string; isHeld: boolean },
): ImportDecision<object> {
  const reason = { code: `not-${kind}`, nl: `Dit is ${kind}.` };
  if (kind === 'wrong' || kind === 'review') {
    return { row, outcome: kind, reasons: [{ column: 'nationalNumber', reason }] };
  }
  if (kind === 'kept') {
    const left = { code: 'left', nl: 'Dit blijft zo.' };
    return { row, outcome: 'unchanged', reasons: [{ column: null, reason: left }] };
  }
  if (kind === 'twice' || kind === 'both') {
    const also = { code: 'also', nl: 'Dat ook.' };
    const reasons = [
      { column: 'nationalNumber', reason },
      { column: 'kind', reason: also },
    ];
    return { row, outcome: kind === 'twice' ? 'review' : 'wrong', reasons };
  }
  if (kind === 'broken') throw new Error('the importer is broken');
  if (isHeld) return { row, outcome: 'unchanged' };
  const reasons = [{ column: null, reason: { code: 'welcome', nl: 'Welkom.' } }];
  return { row, outcome: 'new', reasons, write: giveReader };
}

async function giveReader(host: Host): Promise<void> {
  const period = { from: '2026-01-01', until: null };
  await host.roles.issue({ passholderId: holder.passholderId, role: 'reader', takenOver: period });
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
  t.match(summariseImport(other)[0], 'This list cannot be read:');
});

t.test('a list or a municipality that does not exist is refused with what there is', async (t) => {
  await t.rejects(takeList({ kind: 'holder' }), {
    name: 'UnknownImport',
    message:
      /no list "holder"; there are holders, participations, readers\. Did you mean holders\?/,
  });
  await t.rejects(takeList({ municipality: 'leir' }), /there are lier, nijlen, mechelen.*lier\?/);
  await t.rejects(
    takeList({ kind: 'readers', municipality: 'nijlen' }),
    /^readers is a list of the plugin \S+, which is not on in nijlen: its file must name it$/,
  );
});

t.test('a plugin takes over its own list, and the same list changes nothing', async (t) => {
  const first = await readers('good wrong review good');
  const second = await readers('good wrong review good');

  t.match(first, {
    kind: 'readers',
    rows: 4,
    good: 2,
    outcomes: { new: 1, changed: 0, unchanged: 1, ended: 0, review: 1, wrong: 1 },
    reasons: { 'not-wrong': 1, 'not-review': 1, welcome: 1 },
    holders: null,
    wrong: [{ row: 3, kind: 'not-wrong', cells: [{ column: 'rijksregisternummer' }] }],
    review: [{ row: 4, kind: 'not-review' }],
  });
  t.same(second.outcomes, { new: 0, changed: 0, unchanged: 2, ended: 0, review: 1, wrong: 1 });
  t.equal(await countRoles(), 1);
  const told = JSON.stringify([first.wrong, first.review, summariseImport(first)]);
  t.same(summariseImport(first), [
    '4 rows read, 2 good.',
    '  1 new, of which',
    '    1 x Welkom.',
    '  1 unchanged',
    '  1 to review, of which',
    '    1 x Dit is review.',
    '  1 wrong, of which',
    '    1 x Dit is wrong.',
    'Not taken over (1):',
    '  row 3, rijksregisternummer "*********28": Dit is wrong.',
    'To review (1):',
    '  row 4, rijksregisternummer "*********28": Dit is review.',
    'Taken over, with a remark (1):',
    '  row 2, Welkom.',
  ]);
  t.match(first.reviewCsv, 'Welkom.', 'a remark goes with what a person is to look at');
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

  const lines = summariseImport(report);

  t.equal(lines[0], '30 rows read, 21 good.');
  t.equal(lines.at(-1), 'This was a trial: nothing was kept.');
  t.ok(lines.includes('    4 x wrong date'));
  t.equal(lines.filter((line) => line.startsWith('  row ')).length, 9, 'one for each wrong row');
});

t.test('all that is to be said of a row is counted, and told apart', async (t) => {
  const report = await readers('twice review good wrong both');

  t.same(report.reasonsOf, {
    review: { 'not-twice': 1, also: 1, 'not-review': 1 },
    wrong: { 'not-wrong': 1, 'not-both': 1, also: 1 },
    ...(report.outcomes.new === 1 && { new: { welcome: 1 } }),
  });
  t.equal(report.outcomes.review, 2);
  const lines = summariseImport(report);
  t.ok(lines.includes('To review (2):'));
  t.ok(lines.some((line) => /^ {2}row 2, .*: Dit is twice; soort: Dat ook\.$/.test(line)));
  t.match(report.reviewCsv, 'twice', 'what is discreet is not printed, but goes back');
});

t.test(
  'a remark on a row that is left as it was does not say that it was taken over',
  async (t) => {
    const lines = summariseImport(await readers('kept'));

    t.same(lines.slice(-2), ['Left as it was, with a remark (1):', '  row 2, Dit blijft zo.']);
  },
);

t.test('a list under the name of another is told which it is', async (t) => {
  const bytes = Buffer.from('rijksregisternummer;soort\n85073003328;good');

  const { refused } = await takeList({ source: { bytes } });
  const unlike = await takeList({ source: { bytes: Buffer.from('naam;soort\nPeeters;good') } });

  t.match(refused[0]?.nl, /^Dit lijkt de lijst «readers»/);
  t.equal(refused.filter(({ nl }) => nl.includes('Verwacht:')).length, 1);
  t.notOk(unlike.refused.some(({ code }) => code === 'another-list'));
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
