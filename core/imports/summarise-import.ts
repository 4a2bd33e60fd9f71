import { countOf } from '../../config/count-of.ts';
import { shownEuro } from '../tariffs/euro.ts';
import { type ImportReport, NOT_CONFIRMED, OUTCOMES, type RemarkedRow } from './import-report.ts';
import type { ParticipationFigures } from './participation-figures.ts';
import type { WrongRow } from './wrong-cell.ts';

/** Rows that are told one by one; the CSV file has them all. */
const MAX_TOLD = 20;

const CANNOT_BE_READ = 'This list cannot be read:';
const WAITS_FOR_YES = [
  'This list was read, and waits for a yes:',
  '  --yes makes what it names and nobody has here; nothing was taken over.',
];

/**
 * Sums an import up for who started it, line by line: every row is counted once, under what became
 * of it. The frame is in English, as all that commands tell; what is wrong with a cell is the Dutch
 * sentence that its department reads.
 */
export function summariseImport(report: ImportReport): string[] {
  if (report.refused.length > 0) {
    // Who was asked for a yes has read what for.
    if (report.refused.some(({ code }) => code === NOT_CONFIRMED)) return WAITS_FOR_YES;
    return [CANNOT_BE_READ, ...report.refused.map(({ nl }) => `  ${nl}`)];
  }
  const { rows, good, holders, participations, remarked, review, wrong } = report;
  return [
    `${countOf(rows, 'row')} read, ${good} good.`,
    ...countOutcomes(report),
    ...(holders
      ? [
          `  of the good ones: ${holders.goodWithSocialTariff} with social tariff today, ` +
            `${holders.goodBlocked} blocked`,
        ]
      : []),
    ...(participations && participations.checkIns > 0 ? tellFigures(participations) : []),
    ...tellCreated(report),
    ...listRows('Not taken over', wrong),
    ...listRows('To review', review),
    ...listRows('Taken over, with a remark', remarked.filter(isChanged)),
    ...listRows('Left as it was, with a remark', remarked.filter(isLeft)),
    ...(report.dryRun ? ['This was a trial: nothing was kept.'] : []),
  ];
}

const isLeft = ({ outcome }: RemarkedRow): boolean => outcome === 'unchanged';
const isChanged = (row: RemarkedRow): boolean => !isLeft(row);

/** Who bears what of a few sales tells whose they are: of so many nobody's can be told apart. */
const MIN_TOLD_SALES = 10;

function tellFigures(figures: ParticipationFigures): string[] {
  const { checkIns, sales, priceCents, holderCents, residenceCents, organizerCents } = figures;
  const lines = [`  new: ${countOf(checkIns, 'participation')}, of which ${sales} were paid`];
  if (sales < MIN_TOLD_SALES) return lines;
  return [
    ...lines,
    `  ${shownEuro(priceCents)} in all: holders ${shownEuro(holderCents)}, ` +
      `town of residence ${shownEuro(residenceCents)}, organizers ${shownEuro(organizerCents)}`,
  ];
}

function tellCreated({ created, dryRun }: ImportReport): string[] {
  const names = [...(created?.organizers ?? []), ...(created?.activities ?? [])];
  if (names.length === 0) return [];
  return [`  ${dryRun ? 'still to be made' : 'made'}: ${names.join(', ')}`];
}

/** `14 to review`, and under it how many of those rows have which reason. */
function countOutcomes({ outcomes, reasonsOf, reasonTexts }: ImportReport): string[] {
  return OUTCOMES.filter((outcome) => outcomes[outcome] > 0).flatMap((outcome) => {
    const reasons = Object.entries(reasonsOf[outcome] ?? {}).toSorted(([, a], [, b]) => b - a);
    return [
      `  ${outcomes[outcome]} ${OUTCOME_WORDS[outcome]}${reasons.length > 0 ? ', of which' : ''}`,
      ...reasons.map(([code, count]) => {
        return `    ${count} x ${KIND_WORDS[code] ?? reasonTexts[code] ?? code}`;
      }),
    ];
  });
}

function listRows(title: string, rows: readonly WrongRow[]): string[] {
  if (rows.length === 0) return [];
  const told = rows.slice(0, MAX_TOLD).map(({ row, cells }) => {
    const words = cells.map(({ column, value, nl }) => {
      if (column === '') return nl;
      return value === '' ? `${column}: ${nl}` : `${column} "${value}": ${nl}`;
    });
    const [last = '', ...earlier] = words.toReversed();
    // A sentence that another follows ends in its separator.
    const before = earlier.toReversed().map((one) => `${one.replace(/\.$/, '')}; `);
    return `  row ${row}, ${before.join('')}${last}`;
  });
  const left = rows.length - told.length;
  const more = left > 0 ? [`  and ${left} more; --report writes them all`] : [];
  return [`${title} (${rows.length}):`, ...told, ...more];
}

const OUTCOME_WORDS = {
  new: 'new',
  changed: 'changed',
  unchanged: 'unchanged',
  ended: 'ended',
  review: 'to review',
  wrong: 'wrong',
} as const satisfies Record<(typeof OUTCOMES)[number], string>;

const KIND_WORDS: Readonly<Record<string, string>> = {
  unreadable_row: 'unreadable row',
  bad_pass_number: 'wrong pass number',
  duplicate_pass_number: 'pass number seen before',
  bad_insz: 'wrong national number',
  duplicate_person: 'person seen before',
  missing_name: 'name missing or wrong',
  bad_date: 'wrong date',
  bad_value: 'another cell wrong',
  bad_moment: 'wrong moment',
  unknown_organizer: 'unknown organizer',
  unknown_pass: 'unknown pass',
};
