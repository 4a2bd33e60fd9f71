import { randomInt } from 'node:crypto';
import { makePassNumber } from './pass-number.ts';

/** A pass number out of all there are: it says nothing, and is nearly always free. */
export function randomPassNumber(): string {
  return makePassNumber(String(randomInt(10 ** 12)).padStart(12, '0'));
}
