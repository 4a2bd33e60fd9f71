import { maskNationalNumber, maskNationalNumbersIn } from '../contract/national-number.ts';
import type { Reason } from '../contract/text.ts';

/**
 * One cell that is wrong. It may be printed and logged: national numbers in it are masked. The
 * report that goes back to the town takes the cell as it was from the table.
 */
export interface WrongCell {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** The key of the column; null when the whole row is wrong. */
  readonly key: string | null;
  /** The title of the column as the file has it; '' when the whole row is wrong. */
  readonly column: string;
  /** What stands there, national numbers masked, at most 200 characters. */
  readonly value: string;
  /** kebab-case, stable. */
  readonly code: string;
  /** Why it is wrong, in Dutch. */
  readonly nl: string;
}

/** A row that was not taken over: what kind of row it counts as, and all that is wrong in it. */
export interface WrongRow<Kind extends string = string> {
  readonly row: number;
  readonly kind: Kind;
  readonly cells: readonly WrongCell[];
}

/** The longest value that a wrong cell carries. */
const SHOWN_CHARACTERS = 200;

/**
 * Makes a wrong cell out of a cell and the reason.
 *
 * A column whose key is or ends in `nationalNumber` is masked whole, because a wrong number may
 * have any length; in other columns whatever looks like a national number is masked.
 */
export function wrongCell(
  at: { row: number; key: string | null; column: string; value: string },
  reason: Reason,
): WrongCell {
  const { row, key, column } = at;
  const isNationalNumber = /nationalNumber$/i.test(key ?? '');
  const value = isNationalNumber
    ? maskNationalNumber(at.value.slice(0, SHOWN_CHARACTERS))
    : maskNationalNumbersIn(at.value).slice(0, SHOWN_CHARACTERS);
  return { row, key, column, value, code: reason.code, nl: reason.nl };
}
