import {
  type CellParser,
  optionalCell,
  parseDay,
  parseEuro,
  parseLine,
  refuseCell,
} from '../../../core/contract/cells.ts';
import { readImportRow, type ReadRow, refuseRow } from '../../../core/contract/import-row.ts';
import type { ImportColumn, ImportRow } from '../../../core/contract/plugin.ts';
import { nameKey } from '../../../core/contract/name-key.ts';
import type { Day } from '../../../core/contract/period.ts';
import { type ActivityTerms, findFault } from './activity-fault.ts';
import type { GrabbelpasConfig } from '../config.ts';

/** The columns of the list of a holiday's activities. */
export const ACTIVITY_COLUMNS = [
  { key: 'code', titles: ['nummer', 'nr', 'code'], required: true },
  { key: 'title', titles: ['activiteit', 'titel', 'naam'], required: true },
  { key: 'place', titles: ['plaats', 'locatie'], required: true },
  { key: 'firstDay', titles: ['eerste dag', 'datum', 'van'], required: true },
  { key: 'lastDay', titles: ['laatste dag', 'tot'], required: false },
  { key: 'from', titles: ['beginuur', 'van uur', 'start'], required: true },
  { key: 'until', titles: ['einduur', 'tot uur', 'einde'], required: true },
  { key: 'agesFrom', titles: ['leeftijd van', 'vanaf leeftijd', 'min leeftijd'], required: false },
  { key: 'agesUntil', titles: ['leeftijd tot', 'tot leeftijd', 'max leeftijd'], required: false },
  { key: 'places', titles: ['plaatsen', 'aantal plaatsen', 'max'], required: true },
  { key: 'priceCents', titles: ['prijs'], required: true },
  { key: 'giver', titles: ['gegeven door', 'lesgever', 'organisatie'], required: false },
  { key: 'owedCents', titles: ['vergoeding'], required: false },
  { key: 'owedPer', titles: ['vergoeding per', 'per'], required: false },
  { key: 'openDays', titles: ['dagen open', 'open'], required: false },
] as const satisfies readonly ImportColumn[];

/** A right row of that list. */
export interface ActivityRow {
  readonly row: number;
  readonly code: string;
  readonly terms: ActivityTerms;
}

/** Reads a row, and judges the whole of it. */
export function readActivityRow(
  row: ImportRow,
  config: GrabbelpasConfig,
  today: Day,
): ReadRow<ActivityRow> {
  const read = readImportRow(row, {
    code: parseCode,
    title: parseLine,
    place: parseNamed('place', config.places),
    firstDay: parseDay,
    lastDay: optionalCell(parseDay),
    from: parseTime,
    until: parseTime,
    agesFrom: optionalCell(parseNumber(0, 130)),
    agesUntil: optionalCell(parseNumber(0, 130)),
    places: parseNumber(1, 1000),
    priceCents: parsePrice,
    giver: optionalCell(parseNamed('giver', config.givers)),
    owedCents: optionalCell(parsePrice),
    owedPer: optionalCell(parseOwedPer),
    openDays: optionalCell(parseNumber(0, 730)),
  });
  if ('wrong' in read) return read;
  const { code, ...said } = read.values;
  const terms: ActivityTerms = {
    ...said,
    lastDay: said.lastDay ?? said.firstDay,
    agesFrom: said.agesFrom ?? config.ages.from,
    agesUntil: said.agesUntil ?? config.ages.until,
    owedCents: said.owedCents ?? 0,
    owedPer: said.owedPer ?? 'present',
    openDays: said.openDays ?? config.openDays,
  };
  const fault = findFault(terms, config, today);
  if (!fault) return { good: { row: row.row, code, terms } };
  const { column, reason } = fault;
  return { wrong: refuseRow(row.row, 'wrong', { column, reason }) };
}

const parseCode: CellParser<string> = (text) => {
  const read = parseLine(text);
  if ('problem' in read) return read;
  return /^[A-Za-z0-9][A-Za-z0-9./-]{0,31}$/.test(read.value)
    ? read
    : refuseCell(
        'not-a-code',
        'Een nummer heeft letters en cijfers, hoogstens 32, zonder spaties.',
      );
};

/** An hour as people and spreadsheets write it: `9:30`, `09.30`, `9u30`, `9u`, `09:30:00`. */
export const parseTime: CellParser<string> = (text) => {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '') return refuseCell('empty', 'Deze cel is leeg.');
  const shape = /^(?<hour>\d{1,2})(?:[:.uh](?<minute>\d{2})?(?::00)?)?$/;
  const { hour, minute = '00' } = shape.exec(trimmed)?.groups ?? {};
  if (hour === undefined) return refuseCell('not-a-time', 'Dit is geen uur, zoals 9:30.');
  const isTime = Number(minute) < 60 && (Number(hour) < 24 || (hour === '24' && minute === '00'));
  return isTime
    ? { value: `${hour.padStart(2, '0')}:${minute}` }
    : refuseCell('impossible-time', 'Dit uur bestaat niet.');
};

function parseNumber(least: number, most: number): CellParser<number> {
  return (text) => {
    const trimmed = text.trim();
    if (trimmed === '') return refuseCell('empty', 'Deze cel is leeg.');
    const number = /^\d{1,6}$/.test(trimmed) ? Number(trimmed) : -1;
    return least <= number && number <= most
      ? { value: number }
      : refuseCell('not-that-number', `Hier hoort een geheel getal van ${least} tot ${most}.`);
  };
}

/** As much as a price can be: 100.000 euro. */
const MAX_CENTS = 10_000_000;

const parsePrice: CellParser<number> = (text) => {
  const read = parseEuro(text);
  if ('problem' in read || read.value <= MAX_CENTS) return read;
  return refuseCell('too-dear', 'Dit bedrag is meer dan 100.000 euro.');
};

const parseOwedPer: CellParser<'present' | 'place'> = (text) => {
  const word = nameKey(text);
  if (['aanwezige', 'aanwezig', 'aanwezigkind', 'kind'].includes(word)) return { value: 'present' };
  if (['plaats', 'ingenomenplaats'].includes(word)) return { value: 'place' };
  return refuseCell('not-owed-so', 'Hier hoort aanwezige of plaats te staan.');
};

function parseNamed(
  what: 'giver' | 'place',
  known: Readonly<Record<string, { readonly title: string }>>,
): CellParser<string> {
  const keys = new Map(
    Object.entries(known).flatMap(([key, { title }]) => [
      [nameKey(key), key] as const,
      [nameKey(title), key] as const,
    ]),
  );
  const titles = Object.values(known).map(({ title }) => title);
  return (text) => {
    if (text.trim() === '') return refuseCell('empty', 'Deze cel is leeg.');
    const key = keys.get(nameKey(text));
    if (key !== undefined) return { value: key };
    return refuseCell(`unknown-${what}`, `Dit is niet gekend. Gekend zijn: ${titles.join(', ')}.`);
  };
}
