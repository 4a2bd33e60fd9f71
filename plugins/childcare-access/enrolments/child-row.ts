import {
  type CellParser,
  optionalCell,
  parseDay,
  parseLine,
  parseName,
  parseNationalNumberCell,
  refuseCell,
} from '../../../core/contract/cells.ts';
import {
  because,
  readImportRow,
  type ReadRow,
  refuseRow,
} from '../../../core/contract/import-row.ts';
import { nameKey } from '../../../core/contract/name-key.ts';
import type { ImportColumn, ImportRow } from '../../../core/contract/plugin.ts';
import type { ChildcareConfig } from '../config.ts';

/** As lists write the days of the week, Monday first. */
export const WEEKDAYS = ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'] as const;

/** The columns of the list that the childcare hands over. */
export const CHILD_COLUMNS = [
  {
    key: 'nationalNumber',
    titles: ['kind rijksregisternr', 'rijksregisternr kind', 'rijksregisternummer', 'INSZ'],
    required: true,
  },
  { key: 'lastName', titles: ['naam', 'achternaam', 'familienaam'], required: true },
  { key: 'firstName', titles: ['voornaam'], required: true },
  { key: 'birthDate', titles: ['geboren', 'geboortedatum'], required: true },
  { key: 'location', titles: ['locatie', 'opvanglocatie'], required: true },
  { key: 'days', titles: ['dagen', 'opvangdagen'], required: true },
  { key: 'pickUp1', titles: ['ophaler 1'], required: true },
  { key: 'pickUp2', titles: ['ophaler 2'], required: true },
  { key: 'payer1', titles: ['betaler 1'], required: true },
  { key: 'payer2', titles: ['betaler 2'], required: true },
  { key: 'shares', titles: ['verdeling'], required: true },
  { key: 'allergies', titles: ['allergie', 'allergieen'], required: true, isDiscreet: true },
] as const satisfies readonly ImportColumn[];

/** A right row of that list. National numbers are secrets: never in a log, a job or an error. */
export interface ChildRow {
  readonly row: number;
  readonly nationalNumber: string;
  readonly location: string;
  readonly days: readonly number[];
  /** Of who may fetch the child, each once. */
  readonly pickUps: readonly string[];
  /** Of who pays, with the share of each. */
  readonly payers: readonly { readonly nationalNumber: string; readonly share: number }[];
  readonly allergies: string | null;
}

/** Reads a row. Names are read only to see that they are there: the national number says who. */
export function readChildRow(
  row: ImportRow,
  locations: ChildcareConfig['locations'],
): ReadRow<ChildRow> {
  const read = readImportRow(row, {
    nationalNumber: parseNationalNumberCell,
    lastName: parseName,
    firstName: parseName,
    birthDate: parseDay,
    location: parseLocation(locations),
    days: parseDays,
    pickUp1: parseNationalNumberCell,
    pickUp2: optionalCell(parseNationalNumberCell),
    payer1: parseNationalNumberCell,
    payer2: optionalCell(parseNationalNumberCell),
    shares: parseShares,
    allergies: optionalCell(parseLine),
  });
  if ('wrong' in read) return read;
  const { allergies, days, location, nationalNumber, shares } = read.values;
  const { payer1, payer2, pickUp1, pickUp2 } = read.values;
  const payers = payer2 === null ? [payer1] : [payer1, payer2];
  const fault = faultOf(payers, shares);
  if (fault) return { wrong: refuseRow(row.row, 'wrong', fault) };
  return {
    good: {
      row: row.row,
      nationalNumber,
      location,
      days,
      pickUps: [...new Set(pickUp2 === null ? [pickUp1] : [pickUp1, pickUp2])],
      payers: payers.map((one, at) => ({ nationalNumber: one, share: shares[at] ?? 1 })),
      allergies,
    },
  };
}

function faultOf(payers: readonly string[], shares: readonly number[]) {
  if (payers.length !== shares.length) {
    const nl = 'Het aantal delen is niet het aantal betalers.';
    return because('shares', 'shares-of-others', nl);
  }
  if (new Set(payers).size === payers.length) return null;
  return because('payer2', 'payer-twice', 'De twee betalers zijn dezelfde persoon.');
}

function parseLocation(locations: ChildcareConfig['locations']): CellParser<string> {
  const names = new Map(Object.entries(locations).map(([key, { name }]) => [nameKey(name), key]));
  return (text) => {
    const line = parseLine(text);
    if ('problem' in line) return line;
    const key = names.get(nameKey(line.value));
    if (key !== undefined) return { value: key };
    const known = Object.values(locations).map(({ name }) => name);
    const nl = `Deze locatie is onbekend. Gekend zijn: ${known.join(', ')}.`;
    return refuseCell('unknown-location', nl);
  };
}

const parseDays: CellParser<number[]> = (text) => {
  const words = text
    .toLowerCase()
    .split(/[\s,|+]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return refuseCell('empty', 'Deze cel is leeg.');
  const days = words.map((word) => (WEEKDAYS as readonly string[]).indexOf(word) + 1);
  if (days.includes(0)) {
    return refuseCell('not-days', 'Hier horen dagen te staan, zoals «ma di do vr».');
  }
  return { value: [...new Set(days)].toSorted((a, b) => a - b) };
};

const parseShares: CellParser<number[]> = (text) => {
  const parts = text.trim().split('/');
  const shares = parts.map((part) =>
    /^\s*\d{1,3}\s*%?\s*$/.test(part) ? Number.parseInt(part) : 0,
  );
  const isWhole = shares.every((share) => share > 0) && shares.reduce((a, b) => a + b, 0) === 100;
  if (isWhole && shares.length <= 2) return { value: shares };
  const nl = 'Hier hoort een verdeling te staan die samen 100 is, zoals «50/50».';
  return refuseCell('not-shares', nl);
};
