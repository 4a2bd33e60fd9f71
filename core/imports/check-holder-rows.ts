import { ageOn, type Day } from '../contract/period.ts';
import {
  type Finding,
  HOLDER_ROW_KINDS,
  type HolderRowKind,
  type HolderValues,
  readHolderCells,
} from './holder-cells.ts';
import type { HolderKey } from './holder-columns.ts';
import type { Table, TableRow } from './read-table.ts';
import { wrongCell, type WrongRow } from './wrong-cell.ts';

/** A right row of the old list of pass holders. */
export interface HolderRow {
  readonly row: number;
  readonly passNumber: string;
  readonly chipNumber: string | null;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: Day;
  /** Eleven digits. A secret: never in a log, a URL, a job or an error. */
  readonly nationalNumber: string | null;
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** What the list says; whether it still counts is for the end date and the grace period. */
  readonly socialTariff: boolean;
  /** The last day; set whenever `socialTariff` is, null otherwise. */
  readonly socialTariffUntil: Day | null;
  readonly blocked: boolean;
}

/** The list, row by row: what can be taken over and what goes back. */
export interface CheckedHolders {
  readonly good: readonly HolderRow[];
  /** In the order of the list, the unreadable rows of the table among them. */
  readonly wrong: readonly WrongRow<HolderRowKind>[];
}

/**
 * Checks the rows of the old list of pass holders, in this order: pass number, pass number seen
 * before, national number, national number seen before, names, dates, and then the other cells. All
 * wrong cells of a row are reported; the first check that fails gives the row its kind.
 *
 * "Seen before" is in an earlier row of this list that could be read, right or wrong. The same
 * national number with the same pass number is a row twice, not a second person.
 *
 * @param table what was read of the list with HOLDER_COLUMNS
 * @param today nobody is born after it, or 130 years before it
 */
export function checkHolderRows(
  table: Pick<Table<HolderKey>, 'rows' | 'wrongRows' | 'titles'>,
  { today }: { today: Day },
): CheckedHolders {
  const good: HolderRow[] = [];
  const wrong: WrongRow<HolderRowKind>[] = [...table.wrongRows];
  const seen: Seen = { passes: new Map(), persons: new Map(), chips: new Map() };

  for (const row of table.rows) {
    const { values, findings } = readHolderCells(row.cells);
    findings.push(...findBetweenCells(values, today), ...findRepeats(row.row, values, seen));
    // Without a finding every cell has been read, so that no value is missing.
    if (findings.length === 0) good.push(holderOf(row.row, values as HolderValues));
    else wrong.push(wrongRowOf(row, findings, table.titles));
  }
  return { good, wrong: wrong.toSorted((a, b) => a.row - b.row) };
}

/** What is wrong between the cells of one row, each of which is right. */
function findBetweenCells(values: Partial<HolderValues>, today: Day): Finding[] {
  const { birthDate, socialTariff, socialTariffUntil } = values;
  const wrongDate = (key: HolderKey, code: string, nl: string): Finding[] => [
    { kind: 'bad_date', key, reason: { code, nl } },
  ];
  const findings: Finding[] = [];
  if (birthDate !== undefined && birthDate > today) {
    findings.push(
      ...wrongDate('birthDate', 'born-in-future', 'Deze geboortedatum moet nog komen.'),
    );
  }
  if (birthDate !== undefined && ageOn(birthDate, today) >= 130) {
    findings.push(...wrongDate('birthDate', 'born-too-long-ago', 'Zo oud is niemand.'));
  }
  if (socialTariff === true && socialTariffUntil === null) {
    const nl = 'Bij kansentarief hoort een einddatum.';
    findings.push(...wrongDate('socialTariffUntil', 'end-date-missing', nl));
  }
  return findings;
}

interface Seen {
  readonly passes: Map<string, number>;
  readonly persons: Map<string, { row: number; passNumber: string | undefined }>;
  readonly chips: Map<string, number>;
}

/** What stands in an earlier row already; remembers this row for the next ones. */
function findRepeats(row: number, values: Partial<HolderValues>, seen: Seen): Finding[] {
  const findings: Finding[] = [];
  const { passNumber, nationalNumber, chipNumber } = values;

  if (passNumber !== undefined) {
    const earlier = seen.passes.get(passNumber);
    if (earlier === undefined) seen.passes.set(passNumber, row);
    else findings.push(repeat('duplicate_pass_number', 'passNumber', earlier));
  }
  if (typeof nationalNumber === 'string') {
    const earlier = seen.persons.get(nationalNumber);
    const isSamePass = passNumber !== undefined && earlier?.passNumber === passNumber;
    if (earlier === undefined) seen.persons.set(nationalNumber, { row, passNumber });
    else if (!isSamePass) {
      findings.push(repeat('duplicate_person', 'nationalNumber', earlier.row));
    }
  }
  if (typeof chipNumber === 'string') {
    const earlier = seen.chips.get(chipNumber);
    if (earlier === undefined) seen.chips.set(chipNumber, row);
    else findings.push(repeat('bad_value', 'chipNumber', earlier));
  }
  return findings;
}

const REPEATED = {
  passNumber: 'Dit pasnummer',
  nationalNumber: 'Dit rijksregisternummer',
  chipNumber: 'Dit chipnummer',
};

function repeat(kind: HolderRowKind, key: keyof typeof REPEATED, row: number): Finding {
  return {
    kind,
    key,
    reason: { code: 'seen-before', nl: `${REPEATED[key]} staat al in rij ${row}.` },
  };
}

function wrongRowOf(
  { row, cells }: TableRow<HolderKey>,
  findings: readonly Finding[],
  titles: Readonly<Record<HolderKey, string>>,
): WrongRow<HolderRowKind> {
  const inOrder = HOLDER_ROW_KINDS.flatMap((kind) => findings.filter((one) => one.kind === kind));
  const wrongCells = inOrder.map(({ key, reason }) =>
    wrongCell({ row, key, column: titles[key], value: cells[key] }, reason),
  );
  return { row, kind: inOrder[0]?.kind ?? 'bad_value', cells: wrongCells };
}

function holderOf(row: number, values: HolderValues): HolderRow {
  const { status, socialTariff, socialTariffUntil, ...same } = values;
  return {
    ...same,
    row,
    socialTariff,
    socialTariffUntil: socialTariff ? socialTariffUntil : null,
    blocked: status === 'blocked',
  };
}
