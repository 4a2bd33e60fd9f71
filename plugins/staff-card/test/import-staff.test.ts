import t from 'tap';
import type { ImportOutcome } from '../../../core/contract/plugin.ts';
import { memoryHost, type MemoryHost } from '../../../test/fixtures/memory-host.ts';
import { runImporter } from '../../../test/fixtures/run-importer.ts';
import { clockOn } from '../../../test/fixtures/plugin-facts.ts';
import type { StaffConfig } from '../config.ts';
import { endLeftBadges } from '../end-left-badges.ts';
import { importStaff } from '../import-staff.ts';
import { lier } from './lier-settings.ts';

const numbers = ['85073003328', '00012556777', '78101390030', '85092090057'];
const passholders = numbers.slice(0, 3).map((nationalNumber, at) => ({
  passholderId: `holder-${at}`,
  firstName: 'Els',
  lastName: 'De Smet',
  birthDate: '1985-07-30',
  nationalNumber,
}));

function hostAt(day: string, before?: MemoryHost<StaffConfig>): MemoryHost<StaffConfig> {
  const now = clockOn(`${day}T10:00`).epochMs;
  return memoryHost({ config: lier, now, passholders, held: before?.held ?? [] });
}

/** The list as HR hands it over: number, national number, service, in, out, zones. */
function listOf(...lines: string[]) {
  return lines.map((line, at) => {
    const [staffNumber = '', nationalNumber = '', service = '', ...rest] = line.split(';');
    const [startsOn = '', leftOn = '', zones = ''] = rest;
    const named = { lastName: 'De Smet', firstName: 'Els' };
    const cells = { staffNumber, nationalNumber, service, startsOn, leftOn, zones, ...named };
    return { row: at + 2, cells };
  });
}

function summary(outcomes: readonly ImportOutcome[]): string[] {
  return outcomes.map(({ outcome, reasons = [] }) =>
    [outcome, ...reasons.map(({ reason }) => reason.code)].join(' '),
  );
}

const list = listOf(
  '7000;85.07.30-033.28;Sport;01/03/2019;;stadhuis|magazijn',
  '7001;00012556777;UiT;01/04/2010;30/06/2026;stadhuis',
  '7002;78101390030;UiT;01/04/2010;30/11/2026;',
  '7003;85092090057;UiT;01/04/2010;;stadhuis',
  '7004;85092090058;UiT;01/04/2010;;kelder',
  '7005;78101390030;UiT;01/04/2010;31/03/2010;stadhuis',
  '7000;85.07.30-033.28;Sport;01/03/2019;;stadhuis',
);
const outcomesOfList = [
  'new',
  'unchanged left-service',
  'new',
  'review no-holder',
  'wrong wrong-check-digits unknown-zone',
  'wrong left-before-start',
  'wrong repeated-staff-number',
];

t.test('the list of HR gives a badge to who is in service and has a pass', async (t) => {
  const host = hostAt('2026-11-20');

  t.same(summary(await runImporter(importStaff, { host, rows: list })), outcomesOfList);
  t.match(host.held, [
    {
      passholderId: 'holder-0',
      role: 'badge',
      period: { from: '2019-03-01', until: null },
      attributes: { staffNumber: '7000', service: 'Sport', zones: ['magazijn', 'stadhuis'] },
    },
    {
      passholderId: 'holder-2',
      period: { from: '2010-04-01', until: '2026-11-30' },
      attributes: { staffNumber: '7002', service: 'UiT', zones: [] },
    },
  ]);
  t.equal(host.held.length, 2);
});

t.test('a preview says what would happen, and changes nothing', async (t) => {
  const host = hostAt('2026-11-20');

  const outcomes = await runImporter(importStaff, { host, rows: list, dryRun: true });

  t.same(summary(outcomes), outcomesOfList);
  t.same(host.held, []);
});

t.test('the same list a second time changes nothing', async (t) => {
  const host = hostAt('2026-11-20');
  await runImporter(importStaff, { host, rows: list });
  const before = structuredClone(host.held);

  const outcomes = await runImporter(importStaff, { host, rows: list });

  t.same(
    summary(outcomes),
    outcomesOfList.map((outcome) => (outcome === 'new' ? 'unchanged' : outcome)),
  );
  t.same(host.held, before);
});

t.test('who changes service, zones or dates keeps the badge, changed', async (t) => {
  const host = hostAt('2026-11-20');
  await runImporter(importStaff, { host, rows: list.slice(0, 1) });

  const moved = listOf('7000;85073003328;UiT;01/04/2019;31/12/2026;stadhuis');
  t.same(summary(await runImporter(importStaff, { host, rows: moved })), ['changed']);
  t.match(host.held, [
    {
      period: { from: '2019-04-01', until: '2026-12-31' },
      attributes: { service: 'UiT', zones: ['stadhuis'] },
    },
  ]);
  t.equal(host.held.length, 1);
});

t.test('notice given, or a first day corrected, is a change too', async (t) => {
  const host = hostAt('2026-11-20');
  await runImporter(importStaff, { host, rows: list.slice(0, 1) });
  for (const [line, period] of [
    ['7000;85073003328;Sport;01/03/2019;31/12/2026;stadhuis|magazijn', { until: '2026-12-31' }],
    ['7000;85073003328;Sport;01/04/2019;31/12/2026;stadhuis|magazijn', { from: '2019-04-01' }],
    ['7000;85073003328;Sport;01/04/2019;;magazijn|stadhuis', { until: null }],
  ] as const) {
    t.same(summary(await runImporter(importStaff, { host, rows: listOf(line) })), ['changed']);
    t.match(host.held, [{ period }]);
    t.same(summary(await runImporter(importStaff, { host, rows: listOf(line) })), ['unchanged']);
  }
});

t.test('leaving revokes at once, when the list comes after the day', async (t) => {
  const host = hostAt('2026-11-20');
  await runImporter(importStaff, { host, rows: list.slice(0, 1) });

  const left = listOf('7000;85073003328;Sport;01/03/2019;19/11/2026;stadhuis');
  t.same(summary(await runImporter(importStaff, { host, rows: left })), ['ended left-service']);
  t.match(host.held, [{ period: { until: '2026-11-19' }, endedFor: 'left-service' }]);
  t.same(summary(await runImporter(importStaff, { host, rows: left })), ['unchanged left-service']);
});

t.test('who is to leave keeps the badge until that day, and has it no more after', async (t) => {
  const first = hostAt('2026-11-20');
  await runImporter(importStaff, { host: first, rows: list });

  await endLeftBadges.run(hostAt('2026-11-30', first), {});
  t.equal((await first.roles.list('badge')).length, 2, 'the last day in service');

  await endLeftBadges.run(hostAt('2026-12-01', first), {});
  await endLeftBadges.run(hostAt('2026-12-01', first), {});
  t.match(await first.roles.list('badge'), [{ passholderId: 'holder-0' }]);
  t.match(first.held[1], { period: { until: '2026-11-30' }, endedFor: 'left-service' });
});

t.test('a staff number that goes to somebody else is sent back, not given away', async (t) => {
  const host = hostAt('2026-11-20');
  await runImporter(importStaff, { host, rows: list.slice(0, 1) });

  const other = listOf('7000;00012556777;Sport;01/03/2019;;stadhuis');
  t.same(summary(await runImporter(importStaff, { host, rows: other })), [
    'wrong staff-number-of-another',
  ]);
  t.match(host.held, [{ passholderId: 'holder-0' }]);
});

t.test('of two staff numbers of one person in one period, the second is sent back', async (t) => {
  const twice = listOf(
    '7000;85073003328;Sport;01/03/2019;;stadhuis',
    '7010;85073003328;UiT;01/06/2024;;stadhuis',
    '7002;78101390030;UiT;01/04/2010;;',
  );
  const host = hostAt('2026-11-20');
  const preview = await runImporter(importStaff, { host, rows: twice, dryRun: true });

  const outcomes = await runImporter(importStaff, { host, rows: twice });

  t.same(summary(outcomes), ['new', 'wrong second-badge', 'new']);
  t.same(preview, outcomes, 'as the preview said');
  t.same(
    host.held.map(({ attributes }) => (attributes as { staffNumber: string }).staffNumber),
    ['7000', '7002'],
  );
});

t.test('who changes jobs keeps one badge at a time, in whatever order the list has', async (t) => {
  const left = '7000;85073003328;Sport;01/03/2019;30/06/2026;stadhuis';
  const came = '7010;85073003328;UiT;01/07/2026;;stadhuis';
  for (const lines of [
    [left, came],
    [came, left],
  ]) {
    const host = hostAt('2026-11-20');
    await runImporter(importStaff, { host, rows: list.slice(0, 1) });

    const outcomes = await runImporter(importStaff, { host, rows: listOf(...lines) });

    t.same(summary(outcomes).toSorted(), ['ended left-service', 'new']);
    t.match(host.held, [
      { period: { from: '2019-03-01', until: '2026-06-30' } },
      { period: { from: '2026-07-01', until: null } },
    ]);
  }
});

t.test('who comes back on a day that the ended badge covered is sent back', async (t) => {
  const host = hostAt('2026-11-20');
  await runImporter(importStaff, { host, rows: list.slice(0, 1) });
  const left = listOf('7000;85073003328;Sport;01/03/2019;19/11/2026;stadhuis');
  await runImporter(importStaff, { host, rows: left });

  const back = listOf(
    '7000;85073003328;Sport;01/03/2019;;stadhuis',
    '7002;78101390030;UiT;01/04/2010;;',
  );
  t.same(summary(await runImporter(importStaff, { host, rows: back })), [
    'wrong second-badge',
    'new',
  ]);
  const later = listOf('7000;85073003328;Sport;20/11/2026;;stadhuis');
  t.same(summary(await runImporter(importStaff, { host, rows: later })), ['new']);
});

t.test('no answer of an import repeats a national number', async (t) => {
  const told = JSON.stringify(
    await runImporter(importStaff, { host: hostAt('2026-11-20'), rows: list }),
  );

  for (const number of numbers) t.notOk(told.includes(number));
});
