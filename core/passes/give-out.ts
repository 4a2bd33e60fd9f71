import { asMiss } from '../contract/problem.ts';
import { refusalOf } from '../database/refusal.ts';
import type { Core } from '../core.ts';
import { callFunction } from '../database/call-function.ts';
import { readPassIdentifier } from './pass-identifier.ts';
import { isPassNumber } from './pass-number.ts';
import { parseChipNumber } from './chip-number.ts';
import { invalidCard, invalidCardStatus, invalidPassNumber } from './problems.ts';
import { randomPassNumber } from './random-pass-number.ts';

/** What a holder gets: a card of the stock, or a pass without a card. */
export type GivenOut =
  { readonly type: 'NFC_CARD'; readonly number: string } | { readonly type: 'DIGITAL' };

/** Twelve random digits are nearly always free; a bound all the same. */
const MAX_ROUNDS = 10;

/**
 * Reads which card of the stock is given out.
 *
 * @param pointer to the number in the body
 * @throws Problem `invalid-uitpas-number` for anything but a pass number or a chip number
 */
export function readStockCard(text: string, pointer: string): GivenOut {
  const number = readPassIdentifier(text);
  const isCard = isPassNumber(number) || parseChipNumber(number) !== undefined;
  if (!isCard) throw invalidPassNumber({ jsonPointer: pointer });
  return { type: 'NFC_CARD', number };
}

/**
 * Gives a pass out by a command that takes its number: that of the card or, without a card, one
 * that was free a moment ago, and another one when somebody was faster.
 *
 * @throws Problem `invalid-card-status` for a card that is known and not in the stock,
 * `invalid-card` for one that is not known, as UiTPAS publishes them; whatever `act` throws
 */
export async function giveOut<Answer>(
  core: Core,
  { cardSystemId, given }: { cardSystemId: number; given: GivenOut },
  act: (number: string) => Promise<Answer>,
): Promise<Answer> {
  for (let round = 1; ; round += 1) {
    try {
      return await act(given.type === 'DIGITAL' ? randomPassNumber() : given.number);
    } catch (error) {
      const refusal = refusalOf(error)?.name;
      if (given.type === 'NFC_CARD' && refusal === 'card-not-in-stock') {
        throw await problemOfCard(core, { cardSystemId, number: given.number });
      }
      const isTaken = given.type === 'DIGITAL' && refusal === 'pass-number-taken';
      if (!isTaken || round === MAX_ROUNDS) throw error;
    }
  }
}

async function problemOfCard(
  core: Core,
  { cardSystemId, number }: { cardSystemId: number; number: string },
): Promise<Error> {
  const cardStatus = await callFunction<string | null>(core.pool, 'core.status_of_card', [
    cardSystemId,
    number,
  ]);
  return cardStatus === null ? asMiss(invalidCard()) : invalidCardStatus({ cardStatus });
}
