import { type ImportReport, OUTCOMES } from './import-report.ts';
import type { ParticipationFigures } from './participation-figures.ts';
import type { WrongRow } from './wrong-cell.ts';

/** The languages that an import can be summed up in. */
export type SummaryLanguage = 'nl' | 'en';

/** Wrong cells that are told one by one; the CSV file has them all. */
const MAX_TOLD = 20;

/**
 * Sums an import up for who started it, line by line. What is wrong with a cell is in Dutch in either
 * language: it is written for the keeper of the list.
 */
export function summariseImport(report: ImportReport, language: SummaryLanguage): string[] {
  const words = WORDS[language];
  if (report.refused.length > 0) {
    return [words.refused, ...report.refused.map(({ nl }) => `  ${nl}`)];
  }
  const { rows, good, outcomes, holders, participations, wrong, review } = report;
  const counts = OUTCOMES.filter((key) => outcomes[key] > 0);
  const reasons = Object.entries(report.reasons).toSorted(([, a], [, b]) => b - a);
  return [
    words.read(rows, good),
    ...(counts.length === 0
      ? []
      : [`  ${counts.map((key) => `${words[key]} ${outcomes[key]}`).join(', ')}`]),
    ...(holders ? [`  ${words.holders(holders.goodWithSocialTariff, holders.goodBlocked)}`] : []),
    ...(participations && participations.checkIns > 0 ? tellFigures(participations, words) : []),
    ...tellCreated(report, words),
    ...reasons.map(
      ([reason, count]) =>
        `  ${count} x ${words.reasons[reason] ?? report.reasonTexts[reason] ?? reason}`,
    ),
    ...listCells(words.wrongRows, wrong, words),
    ...listCells(words.reviewRows, review, words),
    ...(report.dryRun ? [words.trial] : []),
  ];
}

/** Who bears what of a few sales tells whose they are: of so many nobody's can be told apart. */
const MIN_TOLD_SALES = 10;

function tellFigures(figures: ParticipationFigures, words: Words): string[] {
  const { checkIns, sales, priceCents, holderCents, residenceCents, organizerCents } = figures;
  const euro = (cents: number): string => (cents / 100).toFixed(2);
  const lines = [`  ${words.participations(checkIns, sales)}`];
  if (sales < MIN_TOLD_SALES) return lines;
  const borne = [holderCents, residenceCents, organizerCents].map(euro);
  return [...lines, `  ${words.borne(euro(priceCents), borne)}`];
}

function tellCreated({ created, dryRun }: ImportReport, words: Words): string[] {
  const names = [...(created?.organizers ?? []), ...(created?.activities ?? [])];
  if (names.length === 0) return [];
  return [`  ${dryRun ? words.wouldMake : words.made} ${names.join(', ')}`];
}

function listCells(
  title: string,
  rows: readonly WrongRow[],
  words: { readonly row: string; andMore(count: number): string },
): string[] {
  if (rows.length === 0) return [];
  const cells = rows.flatMap((row) => row.cells);
  const told = cells.slice(0, MAX_TOLD).map(({ row, column, value, nl }) => {
    const place = column === '' ? '' : `, ${column}`;
    const shown = value === '' ? '' : ` "${value}"`;
    return `  ${words.row} ${row}${place}${shown}: ${nl}`;
  });
  const left = cells.length - told.length;
  return [title, ...told, ...(left > 0 ? [`  ${words.andMore(left)}`] : [])];
}

type Words = (typeof WORDS)[SummaryLanguage];

const WORDS = {
  nl: {
    row: 'rij',
    refused: 'Deze lijst kan niet gelezen worden:',
    read: (rows: number, good: number) => `${rows} rijen gelezen, ${good} goed.`,
    new: 'nieuw',
    changed: 'gewijzigd',
    unchanged: 'ongewijzigd',
    ended: 'beëindigd',
    review: 'na te kijken',
    wrong: 'fout',
    holders: (social: number, blocked: number) =>
      `van de goede: ${social} met kansentarief vandaag, ${blocked} geblokkeerd`,
    participations: (checkIns: number, sales: number) =>
      `nieuw: ${checkIns} deelnames, waarvan ${sales} betaald`,
    borne: (price: string, [holders, towns, organizers]: readonly string[]) =>
      `samen ${price} euro: pashouders ${holders}, woonplaats ${towns}, organisatoren ${organizers}`,
    made: 'gemaakt:',
    wouldMake: 'nog te maken:',
    wrongRows: 'Niet overgenomen:',
    reviewRows: 'Na te kijken:',
    andMore: (count: number) => `en nog ${count}; alles staat in het CSV-bestand`,
    trial: 'Dit was een proef: er is niets bewaard.',
    reasons: {
      unreadable_row: 'onleesbare rij',
      bad_pass_number: 'pasnummer fout',
      duplicate_pass_number: 'pasnummer komt al voor',
      bad_insz: 'rijksregisternummer fout',
      duplicate_person: 'persoon komt al voor',
      missing_name: 'naam ontbreekt of is fout',
      bad_date: 'datum fout',
      bad_value: 'andere cel fout',
      bad_moment: 'moment fout',
      unknown_organizer: 'organisator niet gekend',
      unknown_pass: 'pas niet gekend',
    } as Readonly<Record<string, string>>,
  },
  en: {
    row: 'row',
    refused: 'This list cannot be read:',
    read: (rows: number, good: number) => `${rows} rows read, ${good} good.`,
    new: 'new',
    changed: 'changed',
    unchanged: 'unchanged',
    ended: 'ended',
    review: 'to review',
    wrong: 'wrong',
    holders: (social: number, blocked: number) =>
      `of the good ones: ${social} with social tariff today, ${blocked} blocked`,
    participations: (checkIns: number, sales: number) =>
      `new: ${checkIns} participations, of which ${sales} were paid`,
    borne: (price: string, [holders, towns, organizers]: readonly string[]) =>
      `${price} euro in all: holders ${holders}, town of residence ${towns}, organizers ${organizers}`,
    made: 'made:',
    wouldMake: 'still to be made:',
    wrongRows: 'Not taken over:',
    reviewRows: 'To review:',
    andMore: (count: number) => `and ${count} more; --report writes them all`,
    trial: 'This was a trial: nothing was kept.',
    reasons: {
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
    } as Readonly<Record<string, string>>,
  },
} as const;
