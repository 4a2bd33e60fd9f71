import { parseChipNumber } from './chip-number.ts';
import { readPassIdentifier } from './pass-identifier.ts';
import { isPassNumber } from './pass-number.ts';
import { invalidPassNumber } from './problems.ts';

/** A card that is to be given out. */
export interface NewCard {
  readonly number: string;
  /** A pass number may be of a card that is not known yet; a chip number finds one in the stock. */
  readonly mayBeNew: boolean;
}

/**
 * Reads the number of a card that is to be given out, as typed, scanned or tapped.
 *
 * @throws Problem `invalid-uitpas-number` for anything but a pass number or a chip number
 */
export function readNewCard(text: string): NewCard {
  const number = readPassIdentifier(text);
  if (isPassNumber(number)) return { number, mayBeNew: true };
  if (parseChipNumber(number) !== undefined) return { number, mayBeNew: false };
  throw invalidPassNumber({ jsonPointer: '/newNumber' });
}
