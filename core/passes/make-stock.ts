import assert from 'node:assert/strict';
import type { Core } from '../core.ts';
import { randomPassNumber } from './random-pass-number.ts';
import { askPool } from '../database/ask-pool.ts';

/** Cards in one order. */
export const MAX_CARDS = 100_000;
/** Twelve random digits are nearly always free; a bound all the same. */
const MAX_ROUNDS = 10;

/**
 * Makes cards to be printed: one shuffled stock for all kinds of passes of a card system, so that a
 * number says nothing of its holder, nor of when or where the card was given out. The cards can be
 * given out once {@link receiveStock} has them.
 *
 * @param order.count 1 to 100,000
 * @returns their numbers, for the printer
 */
export async function makeStock(
  core: Pick<Core, 'pool'>,
  order: { readonly cardSystemId: number; readonly count: number },
): Promise<string[]> {
  const { cardSystemId, count } = order;
  assert(Number.isInteger(count) && count >= 1 && count <= MAX_CARDS, 'make 1 to 100,000 cards');

  const made: string[] = [];
  for (let round = 0; round < MAX_ROUNDS && made.length < count; round += 1) {
    const numbers = [...new Set(Array.from({ length: count - made.length }, randomPassNumber))];
    const rows = await askPool<{ number: string }>(core.pool, {
      name: 'passes.make-stock',
      text: 'select number from core.make_stock($1, $2) as number',
      values: [cardSystemId, numbers],
    });
    // The database answers in order; the printer gets them as they fell.
    const free = new Set(rows.map(({ number }) => number));
    made.push(...numbers.filter((number) => free.has(number)));
  }
  assert(made.length === count, `only ${made.length} of ${count} numbers were free`);
  return made;
}
