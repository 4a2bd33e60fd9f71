import {
  type Because,
  because,
  NO_HOLDER,
  readImportRows,
} from '../../../core/contract/import-row.ts';
import type { KnownPassholder } from '../../../core/contract/passholder.ts';
import type {
  ImportDecision,
  ImporterDefinition,
  ImportOutcome,
} from '../../../core/contract/plugin.ts';
import { type ChildRow, CHILD_COLUMNS, readChildRow } from './child-row.ts';
import { findClosedWeekday, noCareOn } from './closed-days.ts';
import type { ChildcareConfig } from '../config.ts';
import type { Calendar } from '../day-type.ts';
import { enrol } from './enrol.ts';
import type { NewContact, NewPayer } from './write-persons.ts';
import { type KnownChild, readKnownChildren } from './known-children.ts';
import {
  changesOf,
  differencesOf,
  disputed,
  type Listed,
  listedOf,
  type ListedPart,
} from './listed.ts';
import { fullName, remarksOnPersons } from './person-remarks.ts';
import { takeOverChanges } from './take-over-changes.ts';

/**
 * Takes over the list of the childcare: who is cared for where and when, who fetches, who pays.
 * Everybody is recognised by national number only. The same list twice is once: only what it says
 * otherwise than last time changes, and a child that was enrolled by hand stays as it is.
 */
export const importChildren: ImporterDefinition<ChildcareConfig> = {
  title: { nl: 'Lijst van de kinderopvang' },
  columns: CHILD_COLUMNS,
  async decide(host, rows) {
    const { config } = host;
    const { locations } = config;
    const { good: list, wrong } = readImportRows(rows, (row) => readChildRow(row, locations));
    const holders = await host.passholders.findByNationalNumber(
      list.flatMap(({ nationalNumber, payers, pickUps }) => [
        nationalNumber,
        ...pickUps,
        ...payers.map((payer) => payer.nationalNumber),
      ]),
    );
    const known = await readKnownChildren(host);
    const seen = new Set<string>();
    const decided = list.map((child) => {
      const isRepeated = seen.has(child.nationalNumber);
      seen.add(child.nationalNumber);
      if (isRepeated) return outcomeOf(child, 'wrong', [REPEATED]);
      return decideRow(child, { calendar: config, holders, known });
    });
    return [...wrong, ...decided];
  },
};

type Known = ReadonlyMap<string, readonly KnownChild[]>;
type Holders = ReadonlyMap<string, KnownPassholder>;
type Decision = ImportDecision<ChildcareConfig>;

function decideRow(
  row: ChildRow,
  { calendar, holders, known }: { calendar: Calendar; holders: Holders; known: Known },
): Decision {
  const holder = holders.get(row.nationalNumber);
  if (!holder) return outcomeOf(row, 'review', [NO_HOLDER]);
  const { passholderId } = holder;
  const persons = personsOf(row, holders);
  const now = listedOf(row, row.allergies, persons);
  const enrolled = known.get(passholderId) ?? [];
  const meant = meantBy(now, enrolled);
  const closed = findClosedWeekday(row.days, daysBefore(meant), calendar);
  if (closed !== null) {
    return outcomeOf(row, 'wrong', [because('days', 'day-without-care', noCareOn(closed))]);
  }
  const reasons = remarksOnPersons(row, { holders, barred: meant?.barred ?? [] });
  if (!meant) {
    const { days, location } = row;
    const child = { ...NEW_CHILD, location, days: [...days] };
    const { allergies } = row;
    return {
      ...outcomeOf(row, 'new', reasons),
      write: (at) =>
        enrol(at, { id: at.newId(), passholderId, child, allergies, ...persons, listed: now }),
    };
  }
  const others = enrolled.filter((one) => one !== meant);
  const refused = differenceOf(now, meant, others);
  if (refused) return outcomeOf(row, 'review', [refused, ...reasons]);
  const { before, enrolmentId, standing } = meant;
  const changes = before === null ? [] : changesOf({ before, now, standing });
  const outcome = outcomeOf(row, changes.length > 0 ? 'changed' : 'unchanged', reasons);
  if (before !== null && differencesOf(before, now).length === 0) return outcome;
  const listed = { before: before ?? now, now, changes, enrolmentId, ...persons };
  return { ...outcome, write: (at) => takeOverChanges(at, listed) };
}

const NEW_CHILD = { onFreeDays: false, extraDays: [], absentDays: [], mayLeaveAlone: false };

/** The enrolment that a row is about: the one of the list, else that of its location. */
function meantBy(now: Listed, enrolled: readonly KnownChild[]): KnownChild | undefined {
  return (
    enrolled.find(({ before }) => before !== null) ??
    enrolled.find(({ standing }) => standing.location === now.location) ??
    enrolled[0]
  );
}

/** Those that the list said before, and those that stand. */
function daysBefore(child: KnownChild | undefined): number[] {
  return [...(child?.before?.days ?? []), ...(child?.standing.days ?? [])];
}

/** Why a list may not change a child: a person decides. */
function differenceOf(
  now: Listed,
  { before, standing }: KnownChild,
  others: readonly KnownChild[],
): Because | null {
  // It may follow itself at one location: then it is not moved there.
  const isMoved = standing.location !== now.location;
  if (isMoved && others.some((one) => one.standing.location === now.location)) return ELSEWHERE;
  const [part] = before === null ? differencesOf(now, standing) : disputed(before, now, standing);
  if (part === undefined) return null;
  return before === null
    ? because(COLUMNS[part], 'enrolled-by-hand', BY_HAND)
    : because(COLUMNS[part], 'changed-by-hand', CHANGED_BY_HAND);
}

/**
 * Those of a row that have a pass. A payer that has none leaves its share to the household of the
 * child, until a desk names who it is.
 */
function personsOf(
  { payers, pickUps }: ChildRow,
  holders: Holders,
): { contacts: NewContact[]; payers: NewPayer[] } {
  return {
    contacts: pickUps.flatMap((number): NewContact[] => {
      const person = holders.get(number);
      if (!person) return [];
      const { passholderId } = person;
      return [{ kind: 'pick-up', name: fullName(person), passholderId }];
    }),
    payers: payers.map(({ nationalNumber, share }): NewPayer => {
      const person = holders.get(nationalNumber);
      const name = person ? fullName(person) : null;
      return { payerId: person?.passholderId ?? null, name, share, weeks: 'every' };
    }),
  };
}

function outcomeOf(
  { row }: ChildRow,
  outcome: ImportOutcome['outcome'],
  reasons: readonly Because[],
): ImportOutcome {
  return reasons.length > 0 ? { row, outcome, reasons } : { row, outcome };
}

const REPEATED = because(
  'nationalNumber',
  'repeated-child',
  'Dit kind staat hoger al in deze lijst.',
);
const BY_HAND =
  'Dit kind is door u zelf ingeschreven en de lijst zegt hier iets anders. Er is niets gewijzigd.';
const CHANGED_BY_HAND =
  'U hebt dit zelf gewijzigd en de lijst zegt nu iets anders. Er is niets gewijzigd.';
const ELSEWHERE = because(
  'location',
  'enrolled-there-by-hand',
  'Dit kind is op deze locatie al ingeschreven. Er is niets gewijzigd.',
);
/** Where the list says it. */
const COLUMNS = {
  location: 'location',
  days: 'days',
  allergies: 'allergies',
  pickUps: 'pickUp1',
  payers: 'payer1',
} as const satisfies Record<ListedPart, string>;
