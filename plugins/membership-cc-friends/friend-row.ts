import {
  optionalCell,
  parseDay,
  parseEmail,
  parseEuro,
  parseLine,
  parseName,
} from '../../core/contract/cells.ts';
import { readImportRow, type ReadRow } from '../../core/contract/import-row.ts';
import type { ImportColumn, ImportRow } from '../../core/contract/plugin.ts';
import type { Day } from '../../core/contract/period.ts';
import { parseSeason, type Season } from './season.ts';

/** The columns of the list of friends that the cultural centre keeps. */
export const FRIEND_COLUMNS = [
  { key: 'memberNumber', titles: ['lidnr', 'lidnummer'], required: true },
  { key: 'lastName', titles: ['naam', 'achternaam', 'familienaam'], required: true },
  { key: 'firstName', titles: ['voornaam'], required: true },
  { key: 'birthDate', titles: ['geboren', 'geboortedatum'], required: true },
  { key: 'email', titles: ['email', 'e-mailadres'], required: true },
  { key: 'season', titles: ['seizoen'], required: true },
  { key: 'paid', titles: ['betaald'], required: false },
] as const satisfies readonly ImportColumn[];

/** A right row of that list. */
export interface FriendRow {
  readonly row: number;
  readonly memberNumber: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: Day | null;
  readonly email: string | null;
  readonly season: Season;
}

/**
 * Reads a row. What was paid is read only to see that it is an amount: the money is in the books of
 * the old list.
 *
 * @param seasonStartsOn `MM-DD`
 */
export function readFriendRow(row: ImportRow, seasonStartsOn: string): ReadRow<FriendRow> {
  const read = readImportRow(row, {
    memberNumber: parseLine,
    lastName: parseName,
    firstName: parseName,
    birthDate: optionalCell(parseDay),
    email: optionalCell(parseEmail),
    season: parseSeason(seasonStartsOn),
    paid: optionalCell(parseEuro),
  });
  if ('wrong' in read) return read;
  const { paid: _paid, ...values } = read.values;
  return { good: { row: row.row, ...values } };
}
