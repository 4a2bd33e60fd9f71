import { parseChipNumber } from './chip-number.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import type { CommandKey } from '../http/idempotency.ts';
import { invalidPassNumber } from './problems.ts';

/** A card as it came from the printer. */
export interface PrintedCard {
  readonly number: string;
  /** Null for a card without a chip. */
  readonly chipNumber: string | null;
}

/**
 * Takes printed cards into the stock: from then on a desk can give them out. All of them or none;
 * the same delivery a second time changes nothing.
 *
 * @returns how many came in
 * @throws Problem `invalid-uitpas-number` for a wrong chip number; the refusals of
 * core/passes/stock.sql
 */
export async function receiveStock(
  core: Core,
  delivery: {
    readonly cardSystemId: number;
    readonly cards: readonly PrintedCard[];
    readonly command?: CommandKey;
  },
): Promise<number> {
  const { cardSystemId, cards, command } = delivery;
  const chips = cards.map(({ chipNumber }) => chipNumber && readChip(chipNumber));
  return callFunction<number>(core.pool, 'core.receive_stock', [
    cardSystemId,
    cards.map(({ number }) => number),
    chips,
    command?.key ?? null,
    command?.hash ?? null,
  ]);
}

function readChip(text: string): string {
  const chip = parseChipNumber(text);
  if (chip === undefined) throw invalidPassNumber({ detail: 'a chip number is wrong' });
  return chip;
}
