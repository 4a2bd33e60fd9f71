import {
  type CellParser,
  optionalCell,
  parseDay,
  parseLine,
  parseName,
  parseNationalNumberCell,
  parsePipeList,
  refuseCell,
} from '../../core/contract/cells.ts';
import { because, readImportRow, type ReadRow, refuseRow } from '../../core/contract/import-row.ts';
import type { ImportColumn, ImportRow } from '../../core/contract/plugin.ts';
import type { Period } from '../../core/contract/period.ts';
import type { Badge, StaffConfig } from './config.ts';

/** The columns of the list that the personnel service hands over. */
export const STAFF_COLUMNS = [
  { key: 'staffNumber', titles: ['stamnr', 'stamnummer', 'personeelsnummer'], required: true },
  { key: 'lastName', titles: ['naam', 'achternaam', 'familienaam'], required: true },
  { key: 'firstName', titles: ['voornaam'], required: true },
  {
    key: 'nationalNumber',
    titles: ['rijksregisternr', 'rijksregisternummer', 'INSZ'],
    required: true,
  },
  { key: 'service', titles: ['dienst'], required: true },
  { key: 'startsOn', titles: ['in dienst', 'datum in dienst'], required: true },
  { key: 'leftOn', titles: ['uit dienst', 'datum uit dienst'], required: true },
  { key: 'zones', titles: ['zones'], required: true },
] as const satisfies readonly ImportColumn[];

/** A right row of that list. */
export interface StaffRow {
  readonly row: number;
  /** Eleven digits. A secret: never in a log, a URL, a job or an error. */
  readonly nationalNumber: string;
  readonly badge: Badge;
  /** Of the employment; without end for who has not given notice. */
  readonly employment: Period;
}

/** Reads a row. Names are read only to see that they are there: the national number says who. */
export function readStaffRow(row: ImportRow, zones: StaffConfig['zones']): ReadRow<StaffRow> {
  const read = readImportRow(row, {
    staffNumber: parseLine,
    lastName: parseName,
    firstName: parseName,
    nationalNumber: parseNationalNumberCell,
    service: parseLine,
    startsOn: parseDay,
    leftOn: optionalCell(parseDay),
    zones: parseZones(zones),
  });
  if ('wrong' in read) return read;
  const { staffNumber, nationalNumber, service, startsOn, leftOn } = read.values;
  if (leftOn !== null && leftOn < startsOn) {
    const nl = 'De dag uit dienst is voor de dag in dienst.';
    return { wrong: refuseRow(row.row, 'wrong', because('leftOn', 'left-before-start', nl)) };
  }
  const badge = { staffNumber, service, zones: read.values.zones };
  const employment = { from: startsOn, until: leftOn };
  return { good: { row: row.row, nationalNumber, badge, employment } };
}

function parseZones(zones: StaffConfig['zones']): CellParser<string[]> {
  return (text) => {
    const parsed = parsePipeList(text.toLowerCase());
    if ('problem' in parsed) return parsed;
    const unknown = parsed.value.find((zone) => !Object.hasOwn(zones, zone));
    if (unknown === undefined) return { value: parsed.value.toSorted() };
    const known = Object.keys(zones).join(', ');
    return refuseCell('unknown-zone', `De zone ${unknown} is onbekend. Gekend zijn: ${known}.`);
  };
}
