import { type Parsed, parseDay, parseLine, refuseCell } from '../contract/cells.ts';
import type { Cents } from '../contract/money.ts';
import { addToDay, clockAt, type Day, ZONE } from '../contract/period.ts';
import { LONGEST_CHECK_IN_MONTHS } from '../municipalities/retention-config.ts';
import { readPassIdentifier } from '../passes/pass-identifier.ts';
import type { ParticipationKey } from './participation-columns.ts';
import type { Table, TableRow } from './read-table.ts';
import { type WrongCell, wrongCell, type WrongRow } from './wrong-cell.ts';

/** The kinds of wrong row, in the order of the checks. */
export type ParticipationRowKind =
  'unreadable_row' | 'bad_moment' | 'bad_value' | 'unknown_organizer' | 'unknown_pass';

/** A right row of the list of participations. */
export interface ParticipationRow {
  readonly row: number;
  /** Milliseconds since 1970. */
  readonly happenedAt: number;
  readonly day: Day;
  /** Any number of the card. */
  readonly passNumber: string;
  readonly activity: string;
  readonly organizer: string;
  readonly priceCents: Cents;
  /** Which of the rows that say the same it is, from 1: two of them are two participations. */
  readonly nth: number;
}

/** The list, row by row. */
export interface CheckedParticipations {
  readonly good: readonly ParticipationRow[];
  readonly wrong: readonly WrongRow<ParticipationRowKind>[];
}

/** What one ticket of an activity of a town can cost. */
const HIGHEST_PRICE_CENTS = 1_000_000;

/**
 * Checks the rows of a list of participations: what each cell says. Whether the pass and the
 * organizer exist is seen later.
 *
 * @param now milliseconds since 1970: nobody took part in the future, or ten years ago
 */
export function checkParticipationRows(
  table: Pick<Table<ParticipationKey>, 'rows' | 'wrongRows' | 'titles'>,
  { now }: { now: number },
): CheckedParticipations {
  const good: ParticipationRow[] = [];
  const wrong: WrongRow<ParticipationRowKind>[] = [...table.wrongRows];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const read = readRow(row, { now, titles: table.titles });
    if ('wrong' in read) {
      wrong.push(read.wrong);
      continue;
    }
    const same = sameText(read.values);
    const nth = (seen.get(same) ?? 0) + 1;
    seen.set(same, nth);
    good.push({ ...read.values, nth });
  }
  return { good, wrong: wrong.toSorted((a, b) => a.row - b.row) };
}

/** What a row says, in one text: two rows with the same text say the same. */
export function sameText(row: Omit<ParticipationRow, 'row' | 'day' | 'nth'>): string {
  const { happenedAt, passNumber, activity, organizer, priceCents } = row;
  return JSON.stringify([happenedAt, passNumber, activity, organizer, priceCents]);
}

type RowValues = Omit<ParticipationRow, 'nth'>;

function readRow(
  { row, cells }: TableRow<ParticipationKey>,
  { now, titles }: { now: number; titles: Readonly<Record<ParticipationKey, string>> },
): { values: RowValues } | { wrong: WrongRow<ParticipationRowKind> } {
  const found: WrongCell[] = [];
  const take = <T>(key: ParticipationKey, parsed: Parsed<T>, otherwise: T): T => {
    if ('value' in parsed) return parsed.value;
    found.push(wrongCell({ row, key, column: titles[key], value: cells[key] }, parsed.problem));
    return otherwise;
  };
  const happenedAt = take('moment', parseMoment(cells.moment, now), 0);
  const values = {
    row,
    happenedAt,
    day: clockAt(happenedAt).day,
    passNumber: take('passNumber', parseCard(cells.passNumber), ''),
    activity: take('activity', parseLine(cells.activity), ''),
    organizer: take('organizer', parseLine(cells.organizer), ''),
    priceCents: take('price', parseCents(cells.price), 0),
  };
  const [first] = found;
  if (!first) return { values };
  const kind = first.key === 'moment' ? 'bad_moment' : 'bad_value';
  return { wrong: { row, kind, cells: found } };
}

const MOMENT_SHAPE = /^(?<day>\S+?)(?:T|\s+)(?<hour>\d{1,2})[:.u](?<minute>\d{2})(?::\d{2})?$/;
const NOT_A_MOMENT = refuseCell(
  'not-a-moment',
  'Dit is geen moment; schrijf het als 2026-01-31T14:30 of 31/01/2026 14:30.',
);

/** Reads a day and a time on the clock of the town. */
function parseMoment(text: string, now: number): Parsed<number> {
  const groups = MOMENT_SHAPE.exec(text.trim())?.groups;
  if (groups === undefined) return NOT_A_MOMENT;
  const day = parseDay(groups['day'] ?? '');
  if ('problem' in day) return day;
  const [hour, minute] = [Number(groups['hour']), Number(groups['minute'])];
  if (hour > 23 || minute > 59) return NOT_A_MOMENT;
  const moment = Temporal.PlainDate.from(day.value)
    .toPlainDateTime({ hour, minute })
    .toZonedDateTime(ZONE).epochMilliseconds;
  if (moment > now) return refuseCell('in-future', 'Dit moment moet nog komen.');
  return day.value < firstDayAt(now) ? TOO_LONG_AGO : { value: moment };
}

const TOO_LONG_AGO = refuseCell(
  'too-long-ago',
  'Dit moment is te lang geleden: zo lang bewaart geen stad wie waar was.',
);

/** Of what is older no town can keep who took part in it. */
function firstDayAt(now: number): Day {
  return addToDay(clockAt(now).day, { months: -LONGEST_CHECK_IN_MONTHS });
}

function parseCard(text: string): Parsed<string> {
  const number = readPassIdentifier(text);
  if (number === '') return refuseCell('empty', 'Deze cel is leeg.');
  return number.length <= 64
    ? { value: number }
    : refuseCell('not-a-pass-number', 'Dit is geen nummer van een pas.');
}

function parseCents(text: string): Parsed<Cents> {
  if (!/^\d{1,7}$/.test(text)) {
    return refuseCell('not-cents', 'Hier hoort een geheel aantal cent te staan, zoals 450.');
  }
  const cents = Number(text);
  return cents <= HIGHEST_PRICE_CENTS
    ? { value: cents }
    : refuseCell('too-dear', 'Deze prijs is hoger dan 10.000 euro.');
}
